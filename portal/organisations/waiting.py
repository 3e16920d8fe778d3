"""What this room itself puts on the start page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.notices.models import Notice
from portal.organisations.enums import Admission, Role
from portal.organisations.home import EVERYBODY, Shortcut, Waiting, register_shortcut, register_waiting
from portal.organisations.models import AdmissionRequest, Invitation, Membership
from portal.walls.actor import Actor


def register() -> None:
    """Make the cards and pages of this room known."""
    register_waiting(frozenset({Role.REGISTRAR}), requests_waiting)
    register_waiting(frozenset({Role.MANAGER}), invitations_expired)
    register_waiting(frozenset({Role.MANAGER}), colleagues_missing)
    register_waiting(EVERYBODY, notices_unread)
    register_shortcut(
        frozenset({Role.MANAGER}), Shortcut(_("Collega's"), _("Uitnodigen, rollen geven en beëindigen"), "colleagues")
    )
    register_shortcut(
        frozenset({Role.REGISTRAR}), Shortcut(_("Toelating"), _("Aanmeldingen van partijafdelingen"), "admissions")
    )
    register_shortcut(
        frozenset({Role.REGISTRAR}),
        Shortcut(_("Organisaties"), _("Toevoegen, eerste beheerder uitnodigen, schorsen"), "directory"),
    )


def requests_waiting(actor: Actor) -> list[Waiting]:
    count = AdmissionRequest.objects.visible_to(actor).filter(branch__admission=Admission.REQUESTED).count()
    if not count:
        return []
    title = ngettext("Een partijafdeling wacht op toelating", "%(count)s partijafdelingen wachten op toelating", count)
    text = _("Kijk of de aanmelding klopt. Daarna laat u de afdeling toe of wijst u de aanmelding af.")
    return [Waiting(title % {"count": count}, text, reverse("admissions"), _("Aanmeldingen bekijken"), count)]


def invitations_expired(actor: Actor) -> list[Waiting]:
    count = Invitation.objects.visible_to(actor).open().filter(expires_at__lte=timezone.now()).count()
    if not count:
        return []
    title = ngettext("Een uitnodiging is verlopen", "%(count)s uitnodigingen zijn verlopen", count)
    text = _("Uw collega heeft de uitnodiging niet op tijd aangenomen. Verstuur de uitnodiging opnieuw of trek die in.")
    return [Waiting(title % {"count": count}, text, reverse("colleagues"), _("Uitnodigingen bekijken"), count)]


def colleagues_missing(actor: Actor) -> list[Waiting]:
    """A first manager is alone until the first invitation."""
    colleagues = Membership.objects.visible_to(actor).not_ended().exclude(person_id=actor.user_id)
    if colleagues.exists() or Invitation.objects.visible_to(actor).open().exists():
        return []
    text = _("Nodig de mensen uit met wie u in het portaal gaat werken, en geef hun een rol.")
    return [Waiting(_("U bent hier nog alleen"), text, reverse("colleague_invite"), _("Collega uitnodigen"))]


def notices_unread(actor: Actor) -> list[Waiting]:
    count = Notice.objects.visible_to(actor).unread().count()
    if not count:
        return []
    title = ngettext("U hebt een ongelezen bericht", "U hebt %(count)s ongelezen berichten", count)
    text = _("In een bericht staat wat er voor u klaarstaat.")
    return [Waiting(title % {"count": count}, text, reverse("notices"), _("Berichten lezen"), count)]
