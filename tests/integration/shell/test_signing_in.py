"""Signing in and out, who somebody is, and what the demonstration allows that nothing else does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.models import Membership, Organisation, User
from oneplan.partnership.organisations.operations import TeamOfWork, set_up_demo_people
from oneplan.partnership.organisations.queries import viewer_of
from oneplan.partnership.organisations.rules import COMMAND_LINE, DEMO_PASSWORD, DEMO_PEOPLE, Role

pytestmark = pytest.mark.django_db
SCHOOL = TeamOfWork("900001", "Redhouse School", "01632 960101")
EARLY_HELP = TeamOfWork("eh-north", "Early Help North")
AMIRA = DEMO_PEOPLE[0].email


@pytest.fixture(autouse=True)
def demo_people(settings: Any) -> None:
    settings.ONEPLAN_DEMO = True
    set_up_demo_people(by=COMMAND_LINE, school=SCHOOL, early_help_team=EARLY_HELP, from_on=date(2026, 1, 5))


def sign_in(client: Client, email: str, password: str = DEMO_PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_one_press_signs_in_as_somebody_made_up_and_is_written_down(client: Client) -> None:
    answer = client.post(reverse("sign_in_as_demo_person"), {"email": AMIRA})
    assert answer["Location"] == reverse("home")
    page = client.get(reverse("home")).content.decode()
    assert "Amira Holt" in page
    assert "Redhouse School" in page
    event = AuditEvent.objects.get(action="signed_in")
    assert (event.actor_name, event.organisation) == ("Amira Holt", "Redhouse School, Schools in Stockton-on-Tees")


def test_the_password_works_too_whatever_the_capitals_of_the_address(client: Client) -> None:
    assert sign_in(client, AMIRA.upper())["Location"] == reverse("home")


def test_a_wrong_password_says_so_without_saying_which_part_was_wrong(client: Client) -> None:
    wrong_password = sign_in(client, AMIRA, "guess").content.decode()
    nobody = sign_in(Client(), "nobody@school.example", "guess").content.decode()
    sentence = "The email address and/or password you specified are not correct."
    assert sentence in wrong_password
    assert sentence in nobody
    assert "<title>Error: Sign in" in wrong_password


def test_outside_the_demonstration_made_up_people_are_neither_shown_nor_let_in(client: Client, settings: Any) -> None:
    settings.ONEPLAN_DEMO = False
    page = client.get(reverse("account_login")).content.decode()
    assert "Amira" not in page
    assert DEMO_PASSWORD not in page
    assert client.post(reverse("sign_in_as_demo_person"), {"email": AMIRA}).status_code == 404
    assert sign_in(client, AMIRA).status_code == 403
    assert client.get(reverse("home")).status_code == 302


def test_nobody_real_is_signed_in_with_one_press(client: Client) -> None:
    User.objects.create_user("real@school.example", "Real Person", "a password")
    assert client.post(reverse("sign_in_as_demo_person"), {"email": "real@school.example"}).status_code == 404


def test_signing_out_ends_the_session(client: Client) -> None:
    client.post(reverse("sign_in_as_demo_person"), {"email": AMIRA})
    client.post(reverse("account_logout"))
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


def test_nobody_can_sign_up(client: Client) -> None:
    for path in ("/sign-up/", "/accounts/signup/", "/sign-in/signup/"):
        assert client.get(path).status_code == 404


def test_a_role_counts_on_its_first_and_last_day_and_on_no_other() -> None:
    user = User.objects.get(email=AMIRA)
    membership = user.memberships.get()
    membership.to_on = date(2026, 7, 20)
    membership.save()
    for day, is_member in [
        (date(2026, 1, 4), False),
        (date(2026, 1, 5), True),
        (date(2026, 7, 20), True),
        (date(2026, 7, 21), False),
    ]:
        assert viewer_of(user, day).is_member is is_member, day


def test_a_role_taken_away_is_gone_at_the_next_page(client: Client) -> None:
    client.post(reverse("sign_in_as_demo_person"), {"email": AMIRA})
    assert "Find a child" in client.get(reverse("home")).content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user__email=AMIRA).update(to_on=yesterday)
    page = client.get(reverse("home")).content.decode()
    assert "Find a child" not in page
    assert "There is nothing for you to do here yet" in page


def test_somebody_with_two_workplaces_has_the_roles_and_codes_of_both() -> None:
    user = User.objects.get(email=AMIRA)
    council = Organisation.objects.get(code="stockton-council")
    Membership.objects.create(user=user, organisation=council, role=Role.PARTNERSHIP_MANAGER, from_on=date(2026, 2, 1))
    viewer = viewer_of(user, date(2026, 3, 1))
    assert viewer.roles == {Role.SAFEGUARDING_LEAD, Role.PARTNERSHIP_MANAGER}
    assert viewer.organisation_codes == {"schools", "stockton-council"}
    assert viewer.team_codes == {"900001"}


def test_setting_up_again_changes_nothing_and_a_new_school_ends_the_old_work() -> None:
    events = AuditEvent.objects.count()
    set_up_demo_people(by=COMMAND_LINE, school=SCHOOL, early_help_team=EARLY_HELP, from_on=date(2026, 1, 5))
    assert AuditEvent.objects.count() == events
    assert Membership.objects.count() == len(DEMO_PEOPLE)
    other = TeamOfWork("900002", "Hillside School")
    set_up_demo_people(by=COMMAND_LINE, school=other, early_help_team=EARLY_HELP, from_on=date(2026, 3, 1))
    viewer = viewer_of(User.objects.get(email=AMIRA), date(2026, 3, 2))
    assert viewer.team_codes == {"900002"}
