"""The reference data is complete, dated, and loads as often as one likes."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count

from portal.organisations.enums import Kind
from portal.organisations.models import Organisation, Reorganisation, SafetyRegion
from portal.organisations.reference import load_reference_data

pytestmark = pytest.mark.django_db
TODAY, AFTER_THE_MERGER = date(2026, 11, 23), date(2027, 1, 1)
PER_PROVINCE = {
    "Noord-Brabant": 56,
    "Gelderland": 51,
    "Zuid-Holland": 50,
    "Noord-Holland": 44,
    "Limburg": 31,
    "Utrecht": 26,
    "Overijssel": 25,
    "Fryslân": 18,
    "Zeeland": 13,
    "Drenthe": 12,
    "Groningen": 10,
    "Flevoland": 6,
}


def number_of(kind: Kind, day: date = TODAY) -> int:
    return Organisation.objects.official().valid_on(day).filter(kind=kind).count()


def test_there_are_342_municipalities_now_and_341_after_the_merger() -> None:
    load_reference_data()
    assert number_of(Kind.MUNICIPALITY) == 342
    assert number_of(Kind.MUNICIPALITY, date(2026, 12, 31)) == 342
    assert number_of(Kind.MUNICIPALITY, AFTER_THE_MERGER) == 341


def test_there_are_12_provinces_25_safety_regions_and_21_water_boards() -> None:
    load_reference_data()
    assert (number_of(Kind.PROVINCE), SafetyRegion.objects.count(), number_of(Kind.WATER_BOARD)) == (12, 25, 21)


def test_every_municipality_lies_in_its_province() -> None:
    load_reference_data()
    municipalities = Organisation.objects.filter(kind=Kind.MUNICIPALITY)
    counts = municipalities.order_by().values_list("parent__name").annotate(Count("pk"))
    assert dict(counts) == PER_PROVINCE


def test_wijdemeren_goes_into_hilversum_as_a_whole() -> None:
    load_reference_data()
    merger = Reorganisation.objects.select_related("old", "new").get()
    assert (merger.old.code, merger.new.code) == ("GM1696", "GM0402")
    assert (merger.on, merger.share) == (AFTER_THE_MERGER, Decimal(1))
    assert merger.old.valid_until == merger.on


def test_loading_twice_changes_nothing() -> None:
    assert len(load_reference_data()) == 342 + 12 + 25 + 21 + 1
    assert load_reference_data() == []


def test_the_command_says_what_changed() -> None:
    load_reference_data()
    Organisation.objects.filter(code="GM0363").update(name="Mokum")
    out = StringIO()
    call_command("load_reference_data", stdout=out)
    assert out.getvalue() == "~ Gemeente Amsterdam: name\n1 changes\n"


def test_a_municipality_and_a_province_of_one_name_are_told_apart() -> None:
    load_reference_data()
    assert {str(body) for body in Organisation.objects.filter(name="Utrecht")} == {
        "Gemeente Utrecht",
        "Provincie Utrecht",
    }
