"""Nothing is held undeclared: every field of every model has a class, a ground, a clock and an owner."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from portal.privacy.declarations import DataClass, declaration_of, declarations
from portal.privacy.fields import SealedField
from portal.retention.management.commands.write_register import TARGET
from portal.retention.register import register_as_markdown

MODELS = apps.get_models()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_has_a_class(model: type[Model]) -> None:
    declared = declaration_of(model)
    assert set(declared.fields) == {
        field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
    }
    assert declared.purpose and declared.owner and declared.ground and declared.clock.reason


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_endangers_people_is_sealed(model: type[Model]) -> None:
    dangerous = [name for name, data_class in declaration_of(model).fields.items() if data_class == DataClass.ENDANGERS]
    assert [name for name in dangerous if not isinstance(model._meta.get_field(name), SealedField)] == []


def test_clocks_name_real_fields() -> None:
    for declared in declarations():
        if declared.clock.field is not None:
            assert declared.model._meta.get_field(declared.clock.field).get_internal_type() in (
                "DateField",
                "DateTimeField",
            )
            assert declared.clock.days is not None


@pytest.mark.django_db
def test_what_the_queues_may_read_across_organisations_holds_nothing_of_class_four() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename::text FROM pg_policies WHERE qual LIKE '%portal_system()%'")
        open_to_system = {name for (name,) in cursor.fetchall()}
    by_table = {declared.model._meta.db_table: declared for declared in declarations()}
    assert open_to_system
    assert {t for t in open_to_system if by_table[t].highest == DataClass.ENDANGERS} == set()


def test_the_register_in_the_docs_is_the_one_of_today() -> None:
    assert TARGET.read_text() == register_as_markdown()
