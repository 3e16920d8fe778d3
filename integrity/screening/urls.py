from django.urls import path

from integrity.screening import candidate_views as own
from integrity.screening import committee_views as committee
from integrity.screening import desk_views as desk
from integrity.screening import instrument_views as instruments
from integrity.screening import own_part_views as own_part
from integrity.screening import question_views as asking
from integrity.screening import questionnaire_views as filling
from integrity.screening import round_views as rounds
from integrity.screening import views
from integrity.screening.importing import views as importing

CANDIDATE = "kandidaten/<slug:reference>/"
urlpatterns = [
    path("rondes/", rounds.rounds, name="rounds"),
    path("rondes/nieuw/", rounds.round_new, name="round_new"),
    path("rondes/<uuid:pk>/", desk.round_desk, name="round_desk"),
    path("rondes/<uuid:pk>/instellingen/", rounds.round_settings, name="round_settings"),
    path("rondes/<uuid:pk>/instrumenten/", instruments.round_instruments, name="round_instruments"),
    path("rondes/<uuid:pk>/commissie/", committee.round_committee, name="round_committee"),
    path("rondes/<uuid:pk>/commissie/aanwijzen/", committee.round_member_name, name="round_member_name"),
    path(
        "rondes/<uuid:pk>/commissie/<uuid:member>/", committee.round_member_confirm, name="round_member_dismiss_confirm"
    ),
    path(
        "rondes/<uuid:pk>/commissie/<uuid:member>/weghalen/",
        committee.round_member_dismiss,
        name="round_member_dismiss",
    ),
    path("rondes/<uuid:pk>/commissie/meedoen/", committee.round_join, name="round_join"),
    path("rondes/<uuid:pk>/banden/<uuid:tie>/", committee.round_tie_confirm, name="round_tie_lift_confirm"),
    path("rondes/<uuid:pk>/banden/<uuid:tie>/weghalen/", committee.round_tie_lift, name="round_tie_lift"),
    path("rondes/<uuid:pk>/kandidaat/", desk.candidate_add, name="candidate_add"),
    path("rondes/<uuid:pk>/lijst/", importing.round_import, name="round_import"),
    path("rondes/<uuid:pk>/lijst/toevoegen/", importing.round_import_confirm, name="round_import_confirm"),
    path("rondes/<uuid:pk>/lijst/voorbeeld/", importing.round_import_example, name="round_import_example"),
    path("rondes/<uuid:pk>/uitnodigen/", desk.candidates_invite, name="candidates_invite"),
    path("rondes/<uuid:pk>/zoeken/", desk.round_search, name="round_search"),
    path("rondes/<uuid:pk>/overzicht/", desk.round_report, name="round_report"),
    path("rondes/<uuid:pk>/herinneren/", desk.candidates_remind, name="candidates_remind"),
    path(CANDIDATE, views.candidate, name="candidate"),
    path(f"{CANDIDATE}herinneren/", views.candidate_remind, name="candidate_remind"),
    path(f"{CANDIDATE}uitnodigen/", views.candidate_invite, name="candidate_invite"),
    path(f"{CANDIDATE}link/", views.candidate_link, name="candidate_link"),
    path(f"{CANDIDATE}band/", committee.candidate_tie, name="candidate_tie"),
    path(f"{CANDIDATE}band/opgeven/", committee.candidate_tie_declare, name="candidate_tie_declare"),
    path(f"{CANDIDATE}beslissing/", views.candidate_confirm, name="candidate_confirm"),
    path(f"{CANDIDATE}beslissing/vastleggen/", views.candidate_decide, name="candidate_decide"),
    path(f"{CANDIDATE}antwoorden/", views.candidate_answers, name="candidate_answers"),
    path(f"{CANDIDATE}vragen/stellen/", asking.question_ask, name="question_ask"),
    path(f"{CANDIDATE}vragen/<uuid:pk>/intrekken/", asking.question_take_back, name="question_take_back"),
    path(f"{CANDIDATE}pdf/", views.candidate_report, name="candidate_report"),
    path("mijn-dossier/", own.my_file, name="my_file"),
    path("mijn-dossier/vuistregels/", own_part.my_rules, name="my_rules"),
    path("mijn-dossier/vuistregels/pdf/", own_part.my_rules_pdf, name="my_rules_pdf"),
    path("mijn-dossier/zelfassessment/", own_part.my_self_assessment, name="my_self_assessment"),
    path("mijn-dossier/zelfassessment/gedaan/", own_part.my_self_assessment_tick, name="my_self_assessment_tick"),
    path("mijn-dossier/vragenlijst/", filling.my_questionnaire, name="my_questionnaire"),
    path("mijn-dossier/vragenlijst/controleren/", filling.my_check, name="my_check"),
    path("mijn-dossier/vragenlijst/versturen/", filling.my_submit, name="my_submit"),
    path("mijn-dossier/vragenlijst/verbeteren/", filling.my_reopen, name="my_reopen"),
    path("mijn-dossier/vragenlijst/nieuwe-versie/", filling.my_upgrade, name="my_upgrade"),
    path("mijn-dossier/vragenlijst/verstuurd/", filling.my_questionnaire_done, name="my_questionnaire_done"),
    path("mijn-dossier/vragenlijst/deel/<slug:section_id>/", filling.my_section, name="my_section"),
    path("mijn-dossier/vragenlijst/deel/<slug:section_id>/bewaard/", filling.my_held_text, name="my_held_text"),
    path("mijn-dossier/vragen/", asking.my_questions, name="my_questions"),
    path("mijn-dossier/vragen/<uuid:pk>/", asking.my_question, name="my_question"),
    path("mijn-dossier/inzage/", own.my_readers, name="my_readers"),
    path("mijn-dossier/pdf/", own.my_report, name="my_report"),
    path("mijn-dossier/terugtrekken/", own.my_withdrawal, name="my_withdrawal"),
    path("mijn-dossier/terugtrekken/bevestigen/", own.my_withdraw, name="my_withdraw"),
]
