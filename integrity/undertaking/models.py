"""The candidacy undertaking (domain/integrity.md, section 3.7). It is not model H 9 (section 7, rule 19)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from integrity.undertaking.enums import UndertakingStatus
from portal.privacy.fields import SealedField
from portal.walls.querysets import WalledQuerySet


class Undertaking(models.Model):
    """The text as it was offered: the clauses of an edition and the measures of that moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.OneToOneField("privacy.Dossier", models.PROTECT, related_name="undertaking")
    edition = models.ForeignKey("questionnaires.Edition", models.PROTECT, related_name="+")
    # What is signed, word for word, as structured data in the language it was offered in.
    text = SealedField(_("tekst"))
    language = models.CharField(max_length=2)
    # SHA-256 over the canonical JSON of `text`; a signature names the hash that was on the page.
    text_hash = models.CharField(_("controlegetal van de tekst"), max_length=64)
    status = models.CharField(max_length=14, choices=UndertakingStatus, default=UndertakingStatus.OFFERED)
    version = models.PositiveIntegerField(default=1)
    offered_at = models.DateTimeField(_("klaargelegd op"))
    signed_at = models.DateTimeField(_("ondertekend op"), null=True, blank=True)
    # Of a text that was taken back: a signature that is void, so that the candidate can be told.
    void_signed_at = models.DateTimeField(_("vervallen handtekening van"), null=True, blank=True)
    talk_asked_at = models.DateTimeField(_("gesprek gevraagd op"), null=True, blank=True)
    countersigned_at = models.DateTimeField(_("ondertekend door het bestuur op"), null=True, blank=True)
    countersigned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = WalledQuerySet.as_manager()
