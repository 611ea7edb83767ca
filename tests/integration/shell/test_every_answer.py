"""Headers of every answer, and the pages for what is missing, refused and broken."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from oneplan.config import urls
from oneplan.vocabulary.errors import NoSnapshot, NotAllowed
from tests.fixtures.cast import set_up_cast, signed_in_as

pytestmark = pytest.mark.django_db

GOLDEN = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("a value that nobody may see")


def refuses(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("a reason that nobody may see")


def has_nothing(request: HttpRequest) -> HttpResponse:
    raise NoSnapshot("Nothing has been refreshed yet.")


urlpatterns = [
    *urls.urlpatterns,
    path("breaks/", breaks),
    path("refuses/", refuses),
    path("has-nothing/", has_nothing),
]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def manager(settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    set_up_cast()
    client = signed_in_as("partnership_manager")
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/sign-out/", 200),
        ("/nowhere/", 404),
        ("/refuses/", 404),
        ("/has-nothing/", 503),
        ("/breaks/", 500),
    ],
)
def test_every_answer_carries_the_same_protections(manager: Client, address: str, status: int) -> None:
    answer = manager.get(address)
    assert answer.status_code == status
    assert {name: answer.get(name) for name in GOLDEN} == GOLDEN
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_refusal_looks_exactly_like_nothing(manager: Client) -> None:
    def told(address: str) -> str:
        return manager.get(address).content.decode().split("<main")[1].split("</main>")[0]

    assert told("/refuses/") == told("/nowhere/")


def test_a_fault_shows_no_value(manager: Client) -> None:
    page = manager.get("/breaks/").content.decode()
    assert "Something went wrong" in page
    assert "nobody may see" not in page


def test_a_form_without_proof_of_its_origin_is_answered_with_what_to_do() -> None:
    set_up_cast()
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


def test_the_navigation_offers_what_each_role_does() -> None:
    set_up_cast()
    offered = {
        "safeguarding_lead": {"Find a child", "The plan", "Scorecard"},
        "lead_practitioner": {"Find a child", "The plan", "Scorecard"},
        "partnership_manager": {"The plan", "Scorecard", "Reports"},
        "information_governance": {"Who looked", "Reports", "The plan", "Scorecard"},
        "ex_member": set(),
    }
    everything = set().union(*offered.values())
    for role, titles in offered.items():
        header = signed_in_as(role).get(reverse("home")).content.decode().split("<main")[0]
        assert {title for title in everything if title in header} == titles, role


def test_the_place_in_the_navigation_is_marked() -> None:
    set_up_cast()
    page = signed_in_as("information_governance").get(reverse("audit:looks")).content.decode()
    assert page.count('aria-current="true"') + page.count('aria-current="page"') == 1


def test_the_demonstration_says_that_everyone_is_made_up(client: Client, settings: Any) -> None:
    settings.ONEPLAN_DEMO = True
    assert "Everyone here is made up" in client.get(reverse("account_login")).content.decode()
    settings.ONEPLAN_DEMO = False
    assert "Everyone here is made up" not in client.get(reverse("account_login")).content.decode()
