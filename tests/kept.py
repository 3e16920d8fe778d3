"""A candidacy with something in every sealed field that goes with a dossier, for tests of what stays of it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, Field, ForeignKey, IntegerField, Model
from django.utils import timezone

from integrity.interview.models import Interview
from integrity.kept.models import KeptFile
from integrity.measures.agreeing import take
from integrity.measures.models import Measure
from integrity.screening.models import Candidacy
from integrity.screening.workflow import CANDIDACY
from integrity.undertaking.models import Undertaking
from portal.accounts.models import User
from portal.privacy.declarations import declarations
from portal.privacy.fields import SealedField
from portal.privacy.keys import fetch_keys
from portal.privacy.models import Dossier
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor
from portal.workflow.door import perform
from tests.cast import Cast
from tests.measures import agreed
from tests.screening import CandidateSession, add, start_round
from tests.undertaking import countersigned

# What a row cannot do without to be the kind of row that stays.
SPECIAL: dict[type[Model], dict[str, Any]] = {
    Measure: {"status": "agreed"},
    Undertaking: {"status": "countersigned", "signed_at": timezone.now(), "text_hash": "0" * 64},
}


def sealed_fields(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)]


def sealed_models() -> list[type[Model]]:
    """Every model with sealed fields whose rows go with their dossier, parents before children."""
    models = [one.model for one in declarations() if one.clock.with_dossier]
    return [model for model in models if sealed_fields(model)]


def canary(model: type[Model], field: str) -> str:
    return f"Kanarie {model.__name__} {field}"


def fill_every_sealed_field(cast: Cast, dossier: Dossier) -> set[str]:
    """Put a text of its own into every sealed field of a dossier; return them all."""
    placed = set()
    with cast.branch_a.scope():
        for model in sealed_models():
            if model is not KeptFile:
                row = model._base_manager.filter(dossier=dossier).first() or _new(model, cast, dossier)
                for field in sealed_fields(model):
                    setattr(row, field, canary(model, field))
                    placed.add(canary(model, field))
                row.save()
    return placed


def every_sealed_text(cast: Cast) -> set[str]:
    """What can be read of all sealed fields of branch A."""
    with cast.branch_a.scope():
        fetch_keys(Dossier.objects.values_list("pk", flat=True))
        rows = [
            (row, field)
            for model in sealed_models()
            for row in model._base_manager.all()
            for field in sealed_fields(model)
        ]
        return {getattr(row, field) for row, field in rows if getattr(row, field) is not None}


def listed(cast: Cast, name: str = "Kim Janssen", **dates: date) -> Candidacy:
    """Somebody on the list of a round, which gets these dates."""
    selection = start_round(cast, cast.a_secretary)
    with cast.branch_a.scope():
        for field, value in dates.items():
            setattr(selection, field, value)
        selection.save()
    candidacy = add(cast.a_secretary, selection, name, invite=True)
    with cast.a_secretary.scope():
        perform(CANDIDACY, "list", candidacy, cast.a_secretary.actor)
        candidacy.dossier.refresh_from_db()
    return candidacy


def distilled(cast: Cast, name: str = "Kim Janssen") -> KeptFile:
    """What is kept of somebody with two measures, of which one is done, and an undertaking signed by both."""
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), name, invite=True)
    session, secretary = CandidateSession(cast.branch_a, candidacy.dossier_id), cast.a_secretary
    agreed(secretary, session, candidacy)
    done = agreed(secretary, session, candidacy, text="Meldt het belang bij de griffier", owner="secretary")
    countersigned(cast, candidacy)
    with secretary.scope():
        take(secretary.actor, done, "finish", None)
        perform(CANDIDACY, "list", candidacy, secretary.actor)
    with cast.branch_a.scope():
        before = set(Dossier.objects.values_list("pk", flat=True))
        erase_dossier(Actor(tenant_id=cast.branch_a.pk), candidacy.dossier)
        return KeptFile.objects.named().exclude(dossier__in=before).get()


def _new(model: type[Model], cast: Cast, dossier: Dossier) -> Model:
    wanted = [field for field in model._meta.concrete_fields if _is_needed(field)]
    row = model(**{field.name: _value(field, cast, dossier) for field in wanted})
    for name, value in SPECIAL.get(model, {}).items():
        setattr(row, name, value)
    if isinstance(row, Interview):
        row.second_interviewer = cast.a_secretary.user
    return row


def _is_needed(field: Field) -> bool:
    return not (field.null or field.blank or field.has_default() or getattr(field, "auto_now_add", False))


def _value(field: Field, cast: Cast, dossier: Dossier) -> Any:
    if isinstance(field, ForeignKey):
        return _related(field.related_model, cast, dossier)
    if isinstance(field, DateTimeField):
        return timezone.now()
    if isinstance(field, DateField):
        return timezone.localdate() - timedelta(days=1)
    if field.choices:
        return field.choices[0][0]
    return {CharField: "x", IntegerField: 1}.get(
        next(k for k in (CharField, IntegerField, Field) if isinstance(field, k))
    )


def _related(model: type[Model], cast: Cast, dossier: Dossier) -> Model:
    if model is User:
        return cast.a_member.user
    if model is Dossier:
        return dossier
    if model._meta.label == "organisations.Organisation":
        return cast.branch_a.body
    rows = model._base_manager.all()
    of_a_dossier = any(field.name == "dossier" for field in model._meta.concrete_fields)
    return rows.filter(dossier=dossier)[0] if of_a_dossier else rows[0]
