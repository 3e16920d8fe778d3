"""Personal links: a one-time way into one dossier for someone without an account."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.destinations import address
from portal.accounts.limits import Limit
from portal.accounts.models import PersonalLink
from portal.audit.models import Act
from portal.audit.record import record
from portal.notices.models import Notice
from portal.notices.send import notify_dossiers
from portal.privacy.dossiers import lock_files
from portal.privacy.encryption import token_digest
from portal.privacy.models import Dossier
from portal.walls.actor import NOBODY, Actor
from portal.walls.scope import Scope, within

KIND = "personal_link"
# Sent from a desk, to one person: each link stops the one before from working.
AT_DESK = Limit("new-link-desk", 5, 3600, lenient=True)
REDEEMED, ASKED = "personal_link.redeemed", "personal_link.asked"

UNKNOWN = _(
    "Deze link klopt niet, of het dossier is gewist. Misschien is een deel van het adres weggevallen. "
    "Open de link uit de nieuwste e-mail opnieuw."
)
EXPIRED = _("Deze link is verlopen. Vraag een nieuwe link aan.")
USED = _("Deze link is al een keer gebruikt. Een link werkt één keer. Vraag een nieuwe link aan.")
WITHDRAWN = _("Deze link is vervangen door een nieuwere. Open de link uit de laatste e-mail.")
ERASED = _("De gegevens in dit dossier zijn gewist. Neem contact op met de organisatie die u uitnodigde.")


class LinkRefused(Exception):
    """A personal link that does not open; `reason` is the sentence for the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def send_personal_link(dossier: Dossier) -> None:
    """Mail the person a new link. Its token is made when the mail leaves, and exists in the mail alone."""
    send_personal_links([dossier])


def send_personal_links(dossiers: Iterable[Dossier]) -> None:
    """Mail the person of each dossier a new link, in a fixed number of queries."""
    notify_dossiers(dossiers, KIND)


def mint_personal_link(notice: Notice) -> str:
    """Make the token for a notice that leaves now, withdraw earlier ones, return the absolute address.

    Raises Erased when the file is gone: whoever erases it takes file and links in the same order.
    """
    dossier, now = notice.dossier, timezone.now()
    lock_files([dossier.pk])
    PersonalLink.objects.filter(dossier=dossier, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    PersonalLink.objects.create(
        tenant_id=dossier.tenant_id,
        dossier=dossier,
        digest=token_digest(token),
        asker=asker_digest(address(dossier).email, dossier.reference),
        expires_at=now + timedelta(days=settings.PERSONAL_LINK_DAYS),
    )
    return settings.PORTAL_URL + reverse("personal_link", args=[token])


def redeem(token: str) -> PersonalLink:
    """Use up the link of `token`. Raises LinkRefused with the reason; the log keeps either outcome.

    The presented token opens exactly one row of the table, and the lock lets one of two through.
    """
    digest = token_digest(token)
    with within(Scope(token=digest)):
        link = _locked(PersonalLink.objects.filter(digest=digest))
        reason = refusal(link)
        if link is not None and reason is None:
            link.used_at = timezone.now()
            link.save(update_fields=["used_at"])
        _log(link, Act.DENIED if reason else Act.MOVED, REDEEMED)
    if link is None or reason is not None:
        raise LinkRefused(reason or UNKNOWN)
    return link


def _locked(links: QuerySet[PersonalLink]) -> PersonalLink | None:
    """The first link, locked after its file: whoever erases that at this moment takes them in the same order."""
    if (link := links.first()) is None:
        return None
    with within(Scope(tenant=link.tenant_id, dossier=link.dossier_id)):
        Dossier.objects.select_for_update(no_key=True).get(pk=link.dossier_id)
    return links.select_for_update().first()


def refusal(link: PersonalLink | None) -> Promise | None:
    """Say why `link` does not open; None when it does."""
    if link is None:
        return UNKNOWN
    if _dossier_of(link).erased_at is not None:
        return ERASED
    if link.used_at is not None:
        return USED
    if link.withdrawn_at is not None:
        return WITHDRAWN
    return EXPIRED if link.expires_at <= timezone.now() else None


def used_after(since: datetime, dossier_id: UUID, tenant_id: int) -> bool:
    """Say whether a link into this dossier was used after `since`."""
    with within(Scope(tenant=tenant_id, dossier=dossier_id)):
        return PersonalLink.objects.filter(dossier_id=dossier_id, used_at__gt=since).exists()


def send_again(email: str, reference: str) -> None:
    """Send a new link when address and reference belong together; else do nothing.

    Only someone who knows both opens a row here, so no scope wider than that is needed.
    """
    digest = asker_digest(email, reference)
    with within(Scope(token=digest)):
        link = PersonalLink.objects.filter(asker=digest).order_by("-made_at").first()
    if link is not None:
        with within(Scope(tenant=link.tenant_id, dossier=link.dossier_id)):
            dossier = Dossier.objects.get(pk=link.dossier_id)
            if dossier.erased_at is None and asker_digest(address(dossier).email, dossier.reference) == digest:
                send_personal_link(dossier)
    _log(link, Act.MOVED if link else Act.DENIED, ASKED)


def asker_digest(email: str, reference: str) -> str:
    """Return the digest that stands for address and reference together, however they are typed."""
    letters = "".join(letter for letter in reference.upper() if letter.isalnum())
    return token_digest(f"asker|{email.strip().casefold()}|{letters}")


def _dossier_of(link: PersonalLink) -> Dossier:
    with within(Scope(tenant=link.tenant_id, dossier=link.dossier_id)):
        return Dossier.objects.get(pk=link.dossier_id)


def _log(link: PersonalLink | None, act: Act, what: str) -> None:
    if link is None:
        with within(Scope(system=True)):
            record(NOBODY, act, what)
    else:
        with within(Scope(tenant=link.tenant_id, dossier=link.dossier_id)):
            record(Actor(tenant_id=link.tenant_id, dossier_id=link.dossier_id), act, what, subject=str(link.pk))
