"""A model field that is ciphertext in the database and plain only while it is used."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from portal.privacy.encryption import seal, unseal
from portal.privacy.keys import dossier_key


class Ciphertext(bytes):
    """A value as it stands in the database."""


class SealedField(models.BinaryField):
    """Any JSON value, encrypted with the key of the row's dossier.

    The ciphertext is bound to table, column, row and tenant, so a value moved elsewhere does not
    open. The model needs `dossier_id`, `tenant_id` and a primary key that is known before saving
    (a UUID, or the dossier itself as key). Reading raises privacy.encryption.Unreadable when the
    dossier was erased. `QuerySet.update()` refuses plain values.
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _SealedAttribute(self.attname))

    def from_db_value(self, value: bytes | None, expression: Any, connection: Any) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Ciphertext):
            return value
        plain = json.dumps(value, cls=DjangoJSONEncoder).encode()
        return Ciphertext(seal(dossier_key(model_instance.dossier_id), plain, _context(model_instance, self.attname)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Ciphertext):
            raise TypeError(f"{self.name} takes ciphertext only; assign it to an instance and save that")
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.name} is not serialised")


class _SealedAttribute:
    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        if self.name not in instance.__dict__:
            instance.refresh_from_db(fields=[self.name])
        value = instance.__dict__[self.name]
        if isinstance(value, Ciphertext):
            value = json.loads(unseal(dossier_key(instance.dossier_id), value, _context(instance, self.name)))
            instance.__dict__[self.name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.name] = value


def reseal(row: models.Model, dossier: models.Model) -> None:
    """Move `row` to another dossier of the same organisation, its content sealed anew with that one's key.

    Raises privacy.encryption.Unreadable when the old dossier was erased.
    """
    sealed = [field for field in row._meta.concrete_fields if isinstance(field, SealedField)]
    for field in sealed:
        # Opened now, because afterwards the row looks for the other key.
        getattr(row, field.attname)
    row.dossier = dossier
    row.save(update_fields=["dossier", *(field.name for field in sealed)])


def _context(instance: models.Model, column: str) -> str:
    return f"{instance._meta.db_table}|{column}|{instance.pk}|{instance.tenant_id}"
