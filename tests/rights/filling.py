"""A row of every kind of record that can be held about somebody, made from the models alone."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from portal.accounts.models import User
from portal.privacy.declarations import declarations
from portal.privacy.fields import SealedField
from portal.privacy.models import Dossier
from portal.questionnaires.models import Edition
from portal.rights.held import shown_declarations

Made = dict[type[models.Model], models.Model]
# What a model says of a field is not always enough to make a row that a room would have made.
PARTICULARS: dict[str, Callable[[str], Any]] = {
    "questionnaires.SectionAnswers.section": lambda canary: "remarks",
    "questionnaires.SectionAnswers.answers": lambda canary: {"other_circumstances": f"{canary} SectionAnswers.answers"},
    "questionnaires.HeldSubmission.section": lambda canary: "remarks",
    "questionnaires.HeldSubmission.answers": lambda canary: {"other_circumstances": f"{canary} HeldSubmission.answers"},
    "questionnaires.AnswerChange.question": lambda canary: "other_circumstances",
    "integrity.Undertaking.text": lambda canary: {
        "title": "Verklaring",
        "intro": "",
        "facts": {},
        "limits": [],
        "signing": {"candidate": "", "board": ""},
        "clauses": [{"title": "Afspraak", "text": f"{canary} Undertaking.text"}],
    },
    "notices.Notice.kind": lambda canary: "retention_warning",
    "reports.Report.kind": lambda canary: "integrity.own_copy",
}

# Of which kind an edition is, when it is no questionnaire.
KINDS = {"integrity.Interview": "guide"}


def fill(dossier: Dossier, colleagues: list[User], canary: str) -> Made:
    """Put a row in every table of a dossier that has none yet; each sealed text in it begins with `canary`.

    Needs the scope of the dossier's organisation. Returns a row of each model.
    """
    shown = {one.model for one in shown_declarations()}
    made: Made = {Dossier: dossier}
    for declared in declarations():
        if declared.model in shown - {Dossier}:
            made[declared.model] = _row(declared.model, dossier) or _make(declared.model, made, colleagues, canary)
    return made


def _row(model: type[models.Model], dossier: Dossier) -> models.Model | None:
    return model._base_manager.filter(dossier_id=dossier.pk).first()


def _make(model: type[models.Model], made: Made, colleagues: list[User], canary: str) -> models.Model:
    row = model(tenant_id=made[Dossier].tenant_id)
    people = iter(colleagues)
    for field in model._meta.concrete_fields:
        if field.is_relation and field.name != "tenant":
            row_of = next(people) if field.related_model is User else _other(field, made)
            setattr(row, field.name, row_of)
        elif not field.is_relation and not field.primary_key:
            setattr(row, field.attname, _value(field, canary))
    row.save(force_insert=True)
    return row


def _other(field: models.Field, made: Made) -> models.Model:
    if field.related_model in made:
        return made[field.related_model]
    if field.related_model is Edition:
        return Edition.objects.filter(kind=KINDS.get(field.model._meta.label, "questionnaire")).first()
    return field.related_model._base_manager.first()


def _value(field: models.Field, canary: str) -> Any:
    now, place = timezone.now(), f"{field.model._meta.label}.{field.name}"
    if place in PARTICULARS:
        return PARTICULARS[place](canary)
    if isinstance(field, SealedField):
        return f"{canary} {field.model.__name__}.{field.name}"
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return now
    if isinstance(field, models.DateField):
        return now.date()
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.CharField):
        return (uuid4().hex if field.unique else field.name)[: field.max_length]
    return field.get_default() if field.has_default() else field.to_python("1")
