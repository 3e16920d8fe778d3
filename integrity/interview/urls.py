from django.urls import path

from integrity.interview import desk_views as desk
from integrity.interview import own_views as own
from integrity.interview import plan_views as planning
from integrity.interview import sheet_views as sheet
from integrity.interview import views

OF_ROUND = "rondes/<uuid:pk>/gesprekken/"
OF_CANDIDATE = "kandidaten/<slug:reference>/gesprek/"
TOPIC = f"{OF_CANDIDATE}blad/<uuid:pk>/"
MINE = "mijn-dossier/gesprek/"
urlpatterns = [
    path("leidraad/", views.interview_guide, name="interview_guide"),
    path(OF_ROUND, planning.interviews, name="interviews"),
    path(f"{OF_ROUND}plannen/", planning.interviews_plan, name="interviews_plan"),
    path(f"{OF_ROUND}vastleggen/", planning.interviews_confirm, name="interviews_confirm"),
    path(OF_CANDIDATE, desk.interview, name="interview"),
    path(f"{OF_CANDIDATE}agenda/", desk.interview_calendar, name="interview_calendar"),
    path(f"{OF_CANDIDATE}afzeggen/", planning.interview_cancel_confirm, name="interview_cancel_confirm"),
    path(f"{OF_CANDIDATE}afzeggen/vastleggen/", planning.interview_cancel, name="interview_cancel"),
    path(f"{OF_CANDIDATE}gehouden/", desk.interview_held, name="interview_held"),
    path(f"{OF_CANDIDATE}afronden/", desk.interview_conclude_confirm, name="interview_conclude_confirm"),
    path(f"{OF_CANDIDATE}afronden/vastleggen/", desk.interview_conclude, name="interview_conclude"),
    path(f"{OF_CANDIDATE}blad/", sheet.interview_sheet, name="interview_sheet"),
    path(f"{OF_CANDIDATE}blad/toevoegen/", sheet.interview_sheet_add, name="interview_sheet_add"),
    path(f"{OF_CANDIDATE}blad/pdf/", sheet.interview_sheet_pdf, name="interview_sheet_pdf"),
    path(TOPIC, sheet.interview_topic, name="interview_topic"),
    path(f"{TOPIC}verplaatsen/", sheet.interview_topic_move, name="interview_topic_move"),
    path(f"{TOPIC}weghalen/", sheet.interview_topic_remove, name="interview_topic_remove"),
    path(MINE, own.my_interview, name="my_interview"),
    path(f"{MINE}agenda/", own.my_interview_calendar, name="my_interview_calendar"),
    path(f"{MINE}ander-moment/", own.my_interview_other_time, name="my_interview_other_time"),
]
