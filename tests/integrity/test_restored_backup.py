"""A restored backup reads nothing of a candidacy that was distilled since (docs/decisions/kept-facts.md).

Both databases are dumped before and after, by PostgreSQL's own tools, and made again from the dumps.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db.models import Model

from integrity.kept.models import KeptFile
from portal.privacy.encryption import Unreadable, unseal
from portal.privacy.fields import Ciphertext
from portal.privacy.keys import fetch_keys
from portal.privacy.models import DossierKey
from portal.retention.kinds import dates_of
from portal.retention.night import run_night
from tests.cast import Cast, assemble
from tests.dumps import dump, restored
from tests.kept import every_sealed_text, fill_every_sealed_field, listed, sealed_fields, sealed_models
from tests.owner import OWNERS
from tests.screening import publish_questionnaires

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


@dataclass
class Backups:
    cast: Cast
    placed: set[str]
    before: dict[str, bytes]
    after: dict[str, bytes]


@pytest.fixture
def backups() -> Backups:
    publish_questionnaires()
    cast = assemble()
    dossier = listed(cast).dossier
    placed = fill_every_sealed_field(cast, dossier)
    before = {alias: dump(alias) for alias in OWNERS}
    run_night(dates_of(dossier).warn_on)
    run_night(dates_of(dossier).erase_on)
    return Backups(cast, placed, before, {alias: dump(alias) for alias in OWNERS})


def sealed_values(cast: Cast) -> Iterator[tuple[Model, str]]:
    for model in sealed_models():
        for row in model._base_manager.filter(tenant=cast.branch_a.pk):
            yield from ((row, field) for field in sealed_fields(model) if row.__dict__[field] is not None)


def test_the_old_data_with_the_old_keys_would_be_readable(backups: Backups) -> None:
    """So what makes it unreadable is the key that is gone."""
    with restored(backups.before):
        assert every_sealed_text(backups.cast) == backups.placed


def test_the_old_data_with_the_keys_of_now_cannot_be_read(backups: Backups) -> None:
    with restored({"default": backups.before["default"], "keys": backups.after["keys"]}), backups.cast.branch_a.scope():
        values = list(sealed_values(backups.cast))
        assert len(values) == len(backups.placed)
        for row, field in values:
            with pytest.raises(Unreadable):
                getattr(row, field)


def test_no_key_that_is_left_opens_any_of_it(backups: Backups) -> None:
    with restored({"default": backups.before["default"], "keys": backups.after["keys"]}), backups.cast.branch_a.scope():
        keys = fetch_keys(DossierKey.objects.values_list("dossier_id", flat=True))
        assert keys
        for row, field in sealed_values(backups.cast):
            sealed = row.__dict__[field]
            assert isinstance(sealed, Ciphertext)
            for key in keys.values():
                with pytest.raises(Unreadable):
                    unseal(key, sealed, f"{row._meta.db_table}|{field}|{row.pk}|{row.tenant_id}")


def test_the_kept_facts_are_readable_from_a_backup_of_now(backups: Backups) -> None:
    with restored(backups.after), backups.cast.branch_a.scope():
        assert KeptFile.objects.get().name in backups.placed
        assert every_sealed_text(backups.cast) < backups.placed


def test_the_kept_facts_are_not_readable_from_the_data_alone(backups: Backups) -> None:
    mixed = {"default": backups.after["default"], "keys": backups.before["keys"]}
    with restored(mixed), backups.cast.branch_a.scope(), pytest.raises(Unreadable):
        _name = KeptFile.objects.get().name
