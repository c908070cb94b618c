"""Accounts in the admin site: given a role, switched off, never deleted."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from accounts.admin import STAYS
from accounts.models import User
from audit.changing import changing
from tests.factories import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = reverse("admin:accounts_user_changelist")


@pytest.fixture
def superuser(client: Client) -> User:
    """Signed in with the client."""
    superuser = User.objects.create_superuser("super", password="correct horse battery")
    client.force_login(superuser)
    return superuser


@pytest.fixture
def signed(editor: User) -> User:
    """Somebody who changed something."""
    with changing(by=editor):
        make_group()
    return editor


@pytest.mark.parametrize("method", ["get", "post"])
def test_deleting_an_account_is_refused_with_a_sentence(
    client: Client, superuser: User, signed: User, method: str
) -> None:
    address = reverse("admin:accounts_user_delete", args=[signed.pk])
    answer = getattr(client, method)(address, {"post": "yes"}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("admin:accounts_user_change", args=[signed.pk])
    assert STAYS in answer.content.decode()
    assert User.objects.filter(pk=signed.pk).exists()


def test_nor_are_several_deleted_at_once(client: Client, superuser: User, signed: User) -> None:
    assert "delete_selected" not in client.get(LIST).content.decode()

    client.post(LIST, {"action": "delete_selected", ACTION_CHECKBOX_NAME: [signed.pk], "post": "yes"})
    assert User.objects.filter(pk=signed.pk).exists()


def test_an_account_is_switched_off_instead(client: Client, superuser: User, signed: User) -> None:
    address = reverse("admin:accounts_user_change", args=[signed.pk])
    fields = client.get(address).context["adminform"].form.initial
    posted = {name: value for name, value in fields.items() if value and name not in {"is_active", "password"}}
    moments = {name: posted.pop(name) for name in ("last_login", "date_joined") if name in posted}
    for name, moment in moments.items():
        posted |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}

    assert client.post(address, posted).status_code == 302
    signed.refresh_from_db()
    assert not signed.is_active
    assert signed.history.first().history_user == superuser


def test_whoever_signed_something_is_not_deleted_by_a_program_either(signed: User) -> None:
    with pytest.raises(ProtectedError):
        signed.delete()
