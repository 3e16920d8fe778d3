"""A party branch registers itself, and the registrar admits it or not."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Act
from portal.audit.record import record
from portal.notices.models import Notice
from portal.notices.send import notify_address, notify_person
from portal.organisations.enums import Admission, Kind, Role
from portal.organisations.invitations import TOKEN_BYTES, invite
from portal.organisations.models import AdmissionRequest, BranchApplication, Membership, Organisation
from portal.organisations.workflow import ADMISSION
from portal.privacy.encryption import token_digest
from portal.walls.actor import Actor, Refused
from portal.walls.scope import Scope, within
from portal.workflow.door import perform

BRANCH_APPLICATION, BRANCH_REFUSED, BRANCH_WAITING = "branch_application", "branch_refused", "branch_waiting"
FIRST_ROLES = (Role.MANAGER, Role.PARTY_SECRETARY)
NOT_OPEN = _("Aanmelden kan nu niet. Probeer het later opnieuw.")
APPLICATION_HOURS = 48


def ministry() -> Organisation:
    """Return the ministry, which admits organisations. Raises Refused while it is not set up."""
    found = Organisation.objects.filter(kind=Kind.MINISTRY, admission=Admission.ADMITTED).order_by("pk").first()
    if found is None:
        raise Refused(NOT_OPEN)
    return found


def apply(facts: dict[str, Any]) -> BranchApplication:
    """Keep an application and mail its confirmation link. `facts`: the cleaned fields of BranchForm."""
    tenant = ministry()
    with within(Scope(tenant=tenant.pk)):
        application = BranchApplication.objects.create(
            tenant=tenant, language=get_language() or settings.LANGUAGE_CODE, **facts
        )
        record(_as_system(tenant), Act.WROTE, "branch.apply", subject=str(application.pk))
    notify_address(application.applicant_email, tenant.pk, BRANCH_APPLICATION, subject_id=str(application.pk))
    return application


def mint(notice: Notice) -> str:
    """Make the confirmation token of an application while its mail goes out."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    BranchApplication.objects.filter(pk=notice.subject_id).update(digest=token_digest(token))
    return settings.PORTAL_URL + reverse("branch_confirm", args=[token])


def mint_decision(notice: Notice) -> str:
    """Make the token that shows an applicant the decision."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    AdmissionRequest.objects.filter(pk=notice.subject_id).update(digest=token_digest(token))
    return settings.PORTAL_URL + reverse("branch_decision", args=[token])


def find_decided(token: str) -> AdmissionRequest | None:
    """Return the decided request whose link holds `token`."""
    digest = token_digest(token)
    with within(Scope(token=digest)):
        return AdmissionRequest.objects.select_related("branch__parent").filter(digest=digest).first()


def find(token: str) -> BranchApplication | None:
    """Return the application whose link holds `token`; None when confirmed already, too old or unknown."""
    digest = token_digest(token)
    oldest = timezone.now() - timedelta(hours=APPLICATION_HOURS)
    with within(Scope(token=digest)):
        applications = BranchApplication.objects.select_related("public_body")
        return applications.filter(digest=digest, made_at__gt=oldest).first()


def confirm(application: BranchApplication) -> AdmissionRequest | None:
    """The applicant proved the address: ask the registrar. The application itself goes.

    Returns None, changing nothing, when it was confirmed at this very moment (a double click).
    """
    with within(Scope(tenant=application.tenant_id)):
        if BranchApplication.objects.select_for_update().filter(pk=application.pk).first() is None:
            return None
        branch = Organisation.objects.create(
            kind=Kind.PARTY_BRANCH,
            name=application.branch_name,
            parent=application.public_body,
            admission=Admission.REQUESTED,
        )
        request = AdmissionRequest.objects.create(
            tenant_id=application.tenant_id,
            branch=branch,
            applicant_name=application.applicant_name,
            applicant_email=application.applicant_email,
            party=application.party,
        )
        record(_as_system(application.tenant), Act.WROTE, "branch.confirm", subject=str(request.pk))
        _tell_registrars(application.tenant)
        application.delete()
    return request


def requests(actor: Actor) -> QuerySet[AdmissionRequest]:
    """Requests the actor may see, those that wait first, then the newest decisions."""
    rows = AdmissionRequest.objects.visible_to(actor).select_related("branch__parent")
    return rows.order_by("-decided_at", "asked_at")


def admit(actor: Actor, request: AdmissionRequest, version: int | None = None) -> None:
    """Admit a branch and invite the applicant as its first manager and secretary."""
    if perform(ADMISSION, "admit", request.branch, actor, version=version):
        _decided(request, reason="")
        invite(actor, request.branch, name=request.applicant_name, email=request.applicant_email, roles=FIRST_ROLES)


def refuse(actor: Actor, request: AdmissionRequest, reason: str, version: int | None = None) -> None:
    """Refuse a branch. The mail says that there is a decision; its link shows the reason."""
    if perform(ADMISSION, "refuse", request.branch, actor, version=version):
        _decided(request, reason)
        notify_address(request.applicant_email, request.tenant_id, BRANCH_REFUSED, subject_id=str(request.pk))


def _tell_registrars(tenant: Organisation) -> None:
    registrars = Membership.objects.current().filter(tenant=tenant, role=Role.REGISTRAR)
    for person_id in registrars.values_list("person_id", flat=True):
        notify_person(person_id, tenant.pk, BRANCH_WAITING, path=reverse("admissions"))


def _decided(request: AdmissionRequest, reason: str) -> None:
    request.decided_at, request.decision_reason = timezone.now(), reason
    request.save(update_fields=["decided_at", "decision_reason"])


def _as_system(tenant: Organisation) -> Actor:
    return Actor(tenant_id=tenant.pk, tenant_name=str(tenant))
