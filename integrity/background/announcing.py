"""Telling people that there is something about the background check. A notice says where to look, never what."""

from django.urls import reverse
from django.utils import timezone

from integrity.screening.queries import secretaries_of
from portal.notices.models import Notice
from portal.notices.send import notify_dossier, notify_person, waits_since_today
from portal.privacy.models import Dossier

NOTED, ASKED, ANSWERED = "finding_noted", "certificate_asked", "finding_answered"


def announce_finding(dossier: Dossier) -> None:
    """Tell the candidate that the committee noted something; once a day, however much it is."""
    told = Notice.objects.filter(dossier=dossier, kind=NOTED, made_at__date=timezone.localdate())
    if not told.exists():
        notify_dossier(dossier, NOTED, path=reverse("my_sources"))


def announce_request(dossier: Dossier) -> None:
    """Tell the candidate that a certificate is asked for."""
    notify_dossier(dossier, ASKED, path=reverse("my_certificate"))


def announce_response(dossier: Dossier) -> None:
    """Tell the secretaries that the candidate responded to findings, unless that waits for them already."""
    page = reverse("open_sources", args=[dossier.reference])
    for user_id in secretaries_of(dossier):
        if not waits_since_today(user_id, ANSWERED, page):
            notify_person(user_id, dossier.tenant_id, ANSWERED, path=page, reference=dossier.reference)
