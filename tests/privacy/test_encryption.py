"""Ciphertext opens in its own place only, and not at all once its key is gone (security.md goals 11-13)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from portal.organisations.models import Organisation
from portal.privacy import keys
from portal.privacy.dossiers import open_dossier
from portal.privacy.encryption import Unreadable, new_key, seal, unseal
from portal.privacy.models import DossierKey, OrganisationKey
from portal.walls.scope import Scope, within

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NEWER = {"second": b"2" * 32}


@pytest.fixture
def branch() -> Organisation:
    return Organisation.objects.create(kind="party_branch", name="Afdeling A")


def test_what_is_sealed_opens_with_the_same_key_and_context() -> None:
    key = new_key()
    assert unseal(key, seal(key, b"geheim", "tabel|kolom|1|1"), "tabel|kolom|1|1") == b"geheim"


@pytest.mark.parametrize("context", ["andere|kolom|1|1", "tabel|andere|1|1", "tabel|kolom|2|1", "tabel|kolom|1|2"])
def test_moved_ciphertext_is_refused(context: str) -> None:
    key = new_key()
    with pytest.raises(Unreadable):
        unseal(key, seal(key, b"geheim", "tabel|kolom|1|1"), context)


def test_every_flipped_bit_is_refused() -> None:
    key = new_key()
    sealed = seal(key, b"geheim", "context")
    for position in range(len(sealed) * 8):
        damaged = bytearray(sealed)
        damaged[position // 8] ^= 1 << position % 8
        with pytest.raises(Unreadable):
            unseal(key, bytes(damaged), "context")


def test_a_destroyed_key_leaves_nothing_to_read(branch: Organisation) -> None:
    with within(Scope(tenant=branch.pk)):
        dossier = open_dossier(branch.pk, "test")
    assert keys.dossier_key(dossier.pk)
    keys.destroy_dossier_key(dossier.pk)
    with pytest.raises(Unreadable):
        keys.dossier_key(dossier.pk)


def test_many_keys_come_in_one_query(branch: Organisation, django_assert_num_queries: Any) -> None:
    with within(Scope(tenant=branch.pk)):
        ids = [open_dossier(branch.pk, "test").pk for _number in range(5)]
    keys.forget_keys()
    with django_assert_num_queries(1, using="keys"):
        keys.fetch_keys(ids)
        assert len({keys.dossier_key(pk) for pk in ids}) == 5


def test_rotating_the_organisation_key_keeps_every_dossier_readable(branch: Organisation) -> None:
    with within(Scope(tenant=branch.pk)):
        before = {pk: keys.dossier_key(pk) for pk in (open_dossier(branch.pk, "test").pk for _n in range(7))}
    wrapped = set(DossierKey.objects.values_list("wrapped", flat=True))
    assert keys.rotate_organisation(branch.pk) == 7
    keys.forget_keys()
    assert {pk: keys.dossier_key(pk) for pk in before} == before
    assert OrganisationKey.objects.filter(organisation_id=branch.pk).count() == 1
    assert wrapped.isdisjoint(DossierKey.objects.values_list("wrapped", flat=True))


def test_after_rotation_the_old_environment_key_can_go(branch: Organisation, settings: Any) -> None:
    with within(Scope(tenant=branch.pk)):
        dossier = open_dossier(branch.pk, "test")
    key = keys.dossier_key(dossier.pk)
    settings.ENCRYPTION_KEYS = {**NEWER, **settings.ENCRYPTION_KEYS}
    assert keys.rotate_master() == 1
    settings.ENCRYPTION_KEYS = NEWER
    keys.forget_keys()
    assert keys.dossier_key(dossier.pk) == key


def test_without_its_environment_key_nothing_opens(branch: Organisation, settings: Any) -> None:
    with within(Scope(tenant=branch.pk)):
        dossier = open_dossier(branch.pk, "test")
    keys.forget_keys()
    settings.ENCRYPTION_KEYS = NEWER
    with pytest.raises(Unreadable):
        keys.dossier_key(dossier.pk)


def test_no_key_stands_in_either_database_in_plain(branch: Organisation) -> None:
    with within(Scope(tenant=branch.pk)):
        dossier = open_dossier(branch.pk, "test")
    plain = [keys.dossier_key(dossier.pk), *settings.ENCRYPTION_KEYS.values()]
    stored = [bytes(row) for row in DossierKey.objects.values_list("wrapped", flat=True)]
    stored += [bytes(row) for row in OrganisationKey.objects.values_list("wrapped", flat=True)]
    assert not any(key in row for key in plain for row in stored)


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_people_read_on_while_keys_are_rotated(branch: Organisation) -> None:
    with within(Scope(tenant=branch.pk)):
        known = {pk: keys.dossier_key(pk) for pk in (open_dossier(branch.pk, "test").pk for _n in range(200))}
    finished, opened = threading.Event(), []

    def read_on() -> int:
        """Read every dossier and open a new one, again and again; return how often."""
        rounds = 0
        try:
            while not finished.is_set() or not rounds:
                keys.forget_keys()
                assert keys.fetch_keys(known) == known
                with within(Scope(tenant=branch.pk)):
                    opened.append(open_dossier(branch.pk, "test").pk)
                rounds += 1
        finally:
            connections.close_all()
        return rounds

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read_on) for _reader in range(3)]
        try:
            for _rotation in range(3):
                assert keys.rotate_organisation(branch.pk) >= len(known)
                keys.rotate_master()
        finally:
            finished.set()
        assert all(reader.result() for reader in readers)
    keys.forget_keys()
    assert keys.fetch_keys(opened).keys() == set(opened)
