"""A row of any model as facts that people can read, made from what the model says of its fields."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.reading import roles_in_words
from portal.privacy.encryption import Unreadable
from portal.privacy.fields import SealedField
from portal.rights.words import WORDS

# The same for every row, so told once above them all.
ANCHORS = {"tenant", "dossier"}
Namer = Callable[[Any], Any]


@dataclass(frozen=True)
class Fact:
    """One thing that is held, by its name.

    value: text, a number, a moment, yes or no, nothing, or lists and dicts of these.
    """

    label: str
    value: Any


@dataclass(frozen=True)
class Colleague:
    """Somebody who works for the organisation."""

    user_id: int


_namers: dict[type[models.Model], Namer] = {User: lambda user: Colleague(user.pk)}


def register_namer(model: type[models.Model], name: Namer) -> None:
    """Let `name` say what a row is called when another row points at it; without it `str` does."""
    _namers[model] = name


def facts_of(row: models.Model, but: Collection[str] = ()) -> list[Fact]:
    """Return every field of `row` with its value, leaving out keys and the fields named in `but`."""
    return [Fact(label_of(field), _value(row, field)) for field in shown_fields(type(row)) if field.name not in but]


def shown_fields(model: type[models.Model]) -> list[models.Field]:
    """Return the fields that say something about a person, in the order of the model."""
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    return [field for field in fields if field.name not in ANCHORS and not field.primary_key]


def relations_of(model: type[models.Model]) -> list[str]:
    """Return the names of the fields that point at other rows, to fetch those all at once."""
    return [field.name for field in shown_fields(model) if field.is_relation and field.related_model is not User]


def oldest_first(model: type[models.Model]) -> list[str]:
    """Return by which fields to order rows: by the first moment that each has, if any."""
    moments = [
        field.name for field in shown_fields(model) if isinstance(field, models.DateTimeField) and not field.null
    ]
    return [*moments[:1], "pk"]


def label_of(field: models.Field) -> str:
    """Return what a field is called: as its model says, or as the word that all models share."""
    return str(WORDS.get(field.name, field.verbose_name) if is_unnamed(field) else field.verbose_name)


def is_unnamed(field: models.Field) -> bool:
    """Say whether a field has no name but the one in the code."""
    return str(field.verbose_name) == field.name.replace("_", " ")


def has_name(model: type[models.Model]) -> bool:
    """Say whether rows of `model` are called something that another row can name."""
    return model in _namers or model.__str__ is not models.Model.__str__


def in_words(value: Any) -> str:
    """Return a fact's value as text for a page, with line breaks."""
    if value is None or value == "":
        return _("niet vastgelegd")
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, datetime):
        return " ".join([date_format(_local(value), "j F Y, H.i"), _("uur")])
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, dict):
        return "\n".join(f"{name}: {in_words(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(in_words(each) for each in value) or _("niet vastgelegd")
    return str(value)


def in_data(value: Any) -> Any:
    """Return a fact's value as JSON takes it."""
    if isinstance(value, datetime):
        return _local(value).isoformat(timespec="seconds")
    if isinstance(value, dict):
        return {str(name): in_data(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [in_data(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _local(moment: datetime) -> datetime:
    return localtime(moment) if is_aware(moment) else moment


def _value(row: models.Model, field: models.Field) -> Any:
    if field.many_to_many:
        return [_named(each) for each in getattr(row, field.name).all()]
    if field.is_relation:
        return _related(row, field)
    if isinstance(field, SealedField):
        return _opened(row, field)
    value = getattr(row, field.attname)
    if isinstance(field, models.BinaryField | models.FileField):
        return _file(value)
    if isinstance(value, UUID):
        return _("een technisch kenmerk")
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.name == "language":
        return str(dict(settings.LANGUAGES).get(value, value))
    return roles_in_words(value) if value and field.name.endswith("role") else value


def _related(row: models.Model, field: models.Field) -> Any:
    if getattr(row, field.attname) is None:
        return None
    if field.related_model is User:
        return Colleague(getattr(row, field.attname))
    try:
        return _named(getattr(row, field.name))
    except ObjectDoesNotExist:
        return _("iets dat niet over u gaat")
    except Unreadable:
        return _unreadable()


def _named(row: models.Model) -> Any:
    """What a row is called; its kind when it has no name, for its key says nothing."""
    if type(row) in _namers:
        return _namers[type(row)](row)
    return str(row if has_name(type(row)) else row._meta.verbose_name)


def _opened(row: models.Model, field: SealedField) -> Any:
    try:
        return getattr(row, field.attname)
    except Unreadable:
        return _unreadable()


def _unreadable() -> str:
    return _("Dit kan het portaal niet meer lezen.")


def _file(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return _("een bestand van %(size)d bytes") % {"size": len(value)}
    return _("het bestand %(name)s") % {"name": value.name} if value else ""
