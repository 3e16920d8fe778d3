"""Every address of the portal, with the objects of each corner of the world as its arguments."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.filled import SECTION
from tests.world import DRAFT_OF, Corner, World

Arguments = dict[str, Any]
TOKEN: Arguments = {"token": "geen-echte-sleutel"}

# Arguments of each URL that has any, with the objects of one corner. None: the same for every corner.
OF_A_CORNER: dict[str, Callable[[Corner], Arguments]] = {
    "act_for": lambda c: {"tenant_id": c.house.pk},
    "agenda": lambda c: {"pk": c.selection.pk},
    "agenda_add": lambda c: {"pk": c.selection.pk},
    "agenda_calendar": lambda c: {"pk": c.selection.pk},
    "agenda_plan": lambda c: {"pk": c.selection.pk},
    "agenda_talk": lambda c: {"pk": c.talk.pk},
    "agenda_talk_calendar": lambda c: {"pk": c.talk.pk},
    "agenda_talk_cancel": lambda c: {"pk": c.talk.pk},
    "agenda_talk_cancel_confirm": lambda c: {"pk": c.talk.pk},
    "agenda_talk_hold": lambda c: {"pk": c.talk.pk},
    "agenda_talk_move": lambda c: {"pk": c.talk.pk},
    "agenda_talk_play": lambda c: {"pk": c.talk.pk},
    "agenda_talk_subjects": lambda c: {"pk": c.talk.pk},
    "board_tie": lambda c: {"reference": c.candidacy.dossier.reference},
    "board_tie_declare": lambda c: {"reference": c.candidacy.dossier.reference},
    "board_undertaking": lambda c: {"reference": c.candidacy.dossier.reference},
    "board_undertaking_pdf": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_add": lambda c: {"pk": c.selection.pk},
    "candidate_answers": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_clocks": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_confirm": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_decide": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_invite": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_link": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_remind": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_report": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_tie": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_tie_declare": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidates_invite": lambda c: {"pk": c.selection.pk},
    "candidates_remind": lambda c: {"pk": c.selection.pk},
    "card_session": lambda c: {"pk": c.card_session.pk},
    "card_session_agree": lambda c: {"pk": c.card_session.pk},
    "card_session_close": lambda c: {"pk": c.card_session.pk},
    "card_session_close_confirm": lambda c: {"pk": c.card_session.pk},
    "card_session_draw": lambda c: {"pk": c.card_session.pk},
    "card_session_live": lambda c: {"pk": c.card_session.pk},
    "card_session_show": lambda c: {"pk": c.card_session.pk},
    "card_session_skip": lambda c: {"pk": c.card_session.pk},
    "certificate": lambda c: {"reference": c.candidacy.dossier.reference},
    "certificate_request": lambda c: {"reference": c.candidacy.dossier.reference},
    "certificate_seen": lambda c: {"reference": c.candidacy.dossier.reference},
    "certificate_step": lambda c: {"reference": c.candidacy.dossier.reference},
    "certificate_talked": lambda c: {"reference": c.candidacy.dossier.reference},
    "certificates": lambda c: {"pk": c.selection.pk},
    "certificates_request": lambda c: {"pk": c.selection.pk},
    "consultation_add": lambda c: {"reference": c.candidacy.dossier.reference},
    "consultation_remove": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.consultation.pk},
    "dossier_hold": lambda c: {"reference": c.neighbour.dossier.reference},
    "dossier_release": lambda c: {"reference": c.neighbour.dossier.reference},
    "finding_add": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.consultation.pk},
    "finding_change": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.finding.pk},
    "finding_close": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.finding.pk},
    "finding_discuss": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.finding.pk},
    "finding_remove": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.finding.pk},
    "finding_remove_confirm": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.finding.pk},
    "interview": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_calendar": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_cancel": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_cancel_confirm": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_conclude": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_conclude_confirm": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_held": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_sheet": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_sheet_add": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_sheet_pdf": lambda c: {"reference": c.candidacy.dossier.reference},
    "interview_topic": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.topic.pk},
    "interview_topic_move": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.topic.pk},
    "interview_topic_remove": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.topic.pk},
    "interviews": lambda c: {"pk": c.selection.pk},
    "interviews_confirm": lambda c: {"pk": c.selection.pk},
    "interviews_plan": lambda c: {"pk": c.selection.pk},
    "invitation_resend": lambda c: {"invitation_id": c.invitation.pk},
    "invitation_withdraw": lambda c: {"invitation_id": c.invitation.pk},
    "invitation_withdraw_confirm": lambda c: {"invitation_id": c.invitation.pk},
    "kept_file_confirm": lambda c: {"reference": c.kept.dossier.reference},
    "kept_file_erase": lambda c: {"reference": c.kept.dossier.reference},
    "kept_file": lambda c: {"reference": c.kept.dossier.reference},
    "kept_file_link": lambda c: {"reference": c.kept.dossier.reference},
    "kept_files": lambda c: {"pk": c.selection.pk},
    "kept_tie": lambda c: {"reference": c.kept.dossier.reference},
    "kept_tie_declare": lambda c: {"reference": c.kept.dossier.reference},
    "kept_tie_lift": lambda c: {"reference": c.kept.dossier.reference, "pk": c.kept_tie.pk},
    "kept_tie_lift_confirm": lambda c: {"reference": c.kept.dossier.reference, "pk": c.kept_tie.pk},
    "manager_invite": lambda c: {"organisation_id": c.house.pk},
    "measure_change": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.proposed.pk},
    "measure_drop": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.measure.pk},
    "measure_drop_confirm": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.measure.pk},
    "measure_finish": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.measure.pk},
    "measure_new": lambda c: {"reference": c.candidacy.dossier.reference},
    "measure_reopen": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.measure.pk},
    "measure_review": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.measure.pk},
    "measure_talked": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.measure.pk},
    "measures": lambda c: {"reference": c.candidacy.dossier.reference},
    "membership_end": lambda c: {"membership_id": c.membership.pk},
    "membership_end_confirm": lambda c: {"membership_id": c.membership.pk},
    "my_measure_agree": lambda c: {"pk": c.filled.proposed.pk},
    "my_measure_finish": lambda c: {"pk": c.filled.measure.pk},
    "my_measure_talk": lambda c: {"pk": c.filled.proposed.pk},
    "my_objection_take_back": lambda c: {"pk": c.filled.objection.pk},
    "my_question": lambda c: {"pk": c.filled.question.pk},
    "my_referee_remove": lambda c: {"pk": c.filled.reference.pk},
    "my_response": lambda c: {"pk": c.filled.finding.pk},
    "notice_open": lambda c: {"notice_id": c.notice.pk},
    "objection": lambda c: {"pk": c.filled.objection.pk},
    "open_sources": lambda c: {"reference": c.candidacy.dossier.reference},
    "organisation": lambda c: {"organisation_id": c.house.pk},
    "organisation_resume": lambda c: {"organisation_id": c.house.pk},
    "organisation_suspend": lambda c: {"organisation_id": c.house.pk},
    "organisation_suspend_confirm": lambda c: {"organisation_id": c.house.pk},
    "question_ask": lambda c: {"reference": c.candidacy.dossier.reference},
    "question_take_back": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.question.pk},
    "reference_add": lambda c: {"reference": c.candidacy.dossier.reference},
    "reference_cancel": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.reference.pk},
    "reference_correct": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.reference.pk},
    "reference_speak": lambda c: {"reference": c.candidacy.dossier.reference, "pk": c.filled.reference.pk},
    "references": lambda c: {"reference": c.candidacy.dossier.reference},
    "report_download": lambda c: {"report_id": c.report.pk},
    "report_retry": lambda c: {"report_id": c.own_report.pk},
    "report_status": lambda c: {"report_id": c.report.pk},
    "role_add": lambda c: {"person_id": c.colleague.pk},
    "round_committee": lambda c: {"pk": c.selection.pk},
    "round_desk": lambda c: {"pk": c.selection.pk},
    "round_import": lambda c: {"pk": c.selection.pk},
    "round_import_confirm": lambda c: {"pk": c.selection.pk},
    "round_import_example": lambda c: {"pk": c.selection.pk},
    "round_instruments": lambda c: {"pk": c.selection.pk},
    "round_join": lambda c: {"pk": c.selection.pk},
    "round_measures": lambda c: {"pk": c.selection.pk},
    "round_member_dismiss": lambda c: {"pk": c.selection.pk, "member": c.member.pk},
    "round_member_dismiss_confirm": lambda c: {"pk": c.selection.pk, "member": c.member.pk},
    "round_member_name": lambda c: {"pk": c.selection.pk},
    "round_report": lambda c: {"pk": c.selection.pk},
    "round_search": lambda c: {"pk": c.selection.pk},
    "round_settings": lambda c: {"pk": c.selection.pk},
    "round_tie_lift": lambda c: {"pk": c.selection.pk, "tie": c.tie.pk},
    "round_tie_lift_confirm": lambda c: {"pk": c.selection.pk, "tie": c.tie.pk},
    "undertaking": lambda c: {"reference": c.candidacy.dossier.reference},
    "undertaking_offer": lambda c: {"reference": c.candidacy.dossier.reference},
    "undertaking_pdf": lambda c: {"reference": c.candidacy.dossier.reference},
    "undertaking_take_back": lambda c: {"reference": c.candidacy.dossier.reference},
    "undertaking_take_back_confirm": lambda c: {"reference": c.candidacy.dossier.reference},
    "undertaking_talked": lambda c: {"reference": c.candidacy.dossier.reference},
}
OF_THE_MINISTRY: dict[str, Callable[[World], Arguments]] = {
    **dict.fromkeys(("admission", "admission_admit", "admission_refuse"), lambda w: {"request_id": w.admission.pk}),
    **dict.fromkeys(
        (
            "edition_discard",
            "edition_discard_confirm",
            "edition_publish",
            "edition_publish_confirm",
            "edition_replace",
        ),
        lambda w: {"pk": w.draft.pk},
    ),
}
OF_NOBODY: dict[str, Arguments] = {
    "account_confirm_email": {"key": "geen-echte-sleutel"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "geen-echte-sleutel"},
    "branch_confirm": TOKEN,
    "branch_confirmed": TOKEN,
    "branch_decision": TOKEN,
    "dilemma_card": {"edition": 1, "number": 1},
    "dilemma_card_draw": {"edition": 1},
    "dilemma_cards_edition": {"edition": 1},
    "dilemma_deck": {"edition": 1},
    "edition_changes": {"slug": DRAFT_OF, "number": 2, "earlier": 1},
    "edition_preview": {"slug": DRAFT_OF, "number": 2},
    "edition_source": {"slug": DRAFT_OF, "number": 2},
    "invitation_open": TOKEN,
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "my_held_text": {"section_id": SECTION},
    "my_section": {"section_id": SECTION},
    "openid_connect_callback": {"provider_id": "geen"},
    "openid_connect_login": {"provider_id": "geen"},
    "personal_link": TOKEN,
}
if settings.DEMO:
    OF_NOBODY["demo_enter"] = {"key": "geen-persona"}
# The same pages of a deck that is not published.
OF_THE_DRAFT = {
    "dilemma_card": {"edition": 2, "number": 1},
    "dilemma_card_draw": {"edition": 2},
    "dilemma_cards_edition": {"edition": 2},
    "dilemma_deck": {"edition": 2},
}


def patterns(tree: list[URLPattern | URLResolver], before: str = "", takes: bool = False) -> Iterator[tuple[str, bool]]:
    """Name or route of every URL, and whether it takes arguments."""
    for entry in tree:
        route, groups = before + str(entry.pattern), takes or bool(entry.pattern.regex.groups)
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, route, groups)
        else:
            yield entry.name or f"/{route}", groups


URLS = dict(patterns(get_resolver().url_patterns))


def addresses(world: World) -> Iterator[tuple[str, Corner | None, str]]:
    """Name, the corner whose object it is about, and the address."""
    for name, takes in URLS.items():
        if name.startswith("/"):
            yield name, None, name
        elif not takes:
            yield name, None, reverse(name)
        elif name in OF_NOBODY:
            yield name, None, reverse(name, kwargs=OF_NOBODY[name])
        elif name in OF_THE_MINISTRY:
            yield name, None, reverse(name, kwargs=OF_THE_MINISTRY[name](world))
        else:
            for corner in (world.a, world.b):
                yield name, corner, reverse(name, kwargs=OF_A_CORNER[name](corner))
    for name, arguments in OF_THE_DRAFT.items():
        yield name, None, reverse(name, kwargs=arguments)
