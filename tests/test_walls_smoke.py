import pytest
from portal.organisations.models import Organisation
from portal.privacy.dossiers import open_dossier
from portal.privacy.models import Dossier
from portal.walls.scope import Scope, within


@pytest.mark.django_db(databases=["default", "keys"])
def test_wall():
    a = Organisation.objects.create(kind="party_branch", name="A")
    b = Organisation.objects.create(kind="party_branch", name="B")
    with within(Scope(tenant=a.pk)):
        d = open_dossier(a.pk, "x")
        assert Dossier.objects.count() == 1
        with within(Scope(tenant=b.pk)):
            assert Dossier.objects.count() == 0
        assert Dossier.objects.count() == 1
    assert Dossier.objects.count() == 0
