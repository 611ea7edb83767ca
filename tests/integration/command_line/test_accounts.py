"""Members of staff, from the command line."""

import re

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from oneplan.cli.commands import main
from oneplan.partnership.organisations.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db
EMAIL = "priya.lomax@council.example"
ADD = ["accounts", "add", EMAIL, "Priya Lomax", "--role", "partnership_manager", "--organisation"]


def run(*words: str) -> str:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def link() -> str:
    Organisation.objects.create(code="council", name="The council", kind="council")
    found = re.search(r"https://\S+?(/sign-in/\S+)", run(*ADD, "council"))
    assert found
    return found[1]


def test_somebody_new_sets_a_password_by_the_link(link: str) -> None:
    client = Client()
    form = client.get(link, follow=True)
    new = "nine quiet paper lamps"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert client.post(reverse("account_login"), {"login": EMAIL, "password": new})["Location"] == reverse("home")


def test_an_organisation_nobody_set_up_is_told(link: str) -> None:
    done = CliRunner().invoke(main, [*ADD, "no-such-agency"])
    assert done.exit_code == 1
    assert "There is no organisation" in done.output
    assert Membership.objects.count() == 1


def test_leaving_shutting_and_opening_again(link: str) -> None:
    assert "1 ended on" in run("accounts", "end", EMAIL)
    assert Membership.objects.get().to_on is not None
    run("accounts", "shut", EMAIL)
    assert not User.objects.get().is_active
    run("accounts", "reopen", EMAIL)
    assert User.objects.get().is_active
    assert run("accounts", "shut-unused") == "0 shut\n"
    run("accounts", "forget-second-factors", EMAIL)
