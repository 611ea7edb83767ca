"""A restricted record is, to everybody who may not know of it, as if it were not there."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.engine.store.snapshot import SnapshotReader
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.models import User
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people import operations
from oneplan.partnership.people.models import Restriction, Search
from oneplan.partnership.people.queries import hidden_from
from oneplan.partnership.people.rules import RestrictionKind
from oneplan.vocabulary.errors import NotAllowed
from tests.fixtures.small_borough import ADA_BORN, SmallBorough

SignIn, Person, ViewerOf = Callable[[str], Client], Callable[[str], str], Callable[[str], Viewer]
Restrict = Callable[..., None]
REASON = "worried-about-a-child"
SEALED = [kind for kind in RestrictionKind if kind is not RestrictionKind.CONFIDENTIAL_ADDRESS]


@pytest.fixture
def restrict(viewer: ViewerOf, person: Person, borough: SmallBorough) -> Restrict:
    def set_one(name: str, kind: str, emails: str = "") -> None:
        officer = viewer("information_governance")
        answer = operations.restrict(
            by=officer,
            person_id=person(name),  # type: ignore[arg-type]
            kind=RestrictionKind(kind),
            emails=emails.split(),
            at=timezone.localtime(),
        )
        assert answer == "restricted"

    return set_one


def search(client: Client, name: str, **others: object) -> HttpResponse:
    return client.post(reverse("people:find"), {"name": name, "purpose": REASON, **others}, follow=True)  # type: ignore[return-value]


def text(response: HttpResponse) -> str:
    return response.content.decode()


def open_and_look(client: Client, person_id: str) -> HttpResponse:
    client.post(reverse("people:open", args=[person_id]), {"purpose": REASON})
    return client.get(reverse("matrix:child", args=[person_id]))  # type: ignore[return-value]


@pytest.mark.parametrize("kind", SEALED)
def test_a_sealed_record_is_not_found_by_name_or_birth_date(kind: str, restrict: Restrict, signed_in: SignIn) -> None:
    client = signed_in("safeguarding_lead")
    restrict("Ada Marlow", kind)
    for found in (
        search(client, "Ada Marlow"),
        search(client, "", birth_date_day=ADA_BORN.day, birth_date_month=ADA_BORN.month, birth_date_year=ADA_BORN.year),
    ):
        assert "No child found" in text(found)
        for hidden in ("Dee Marsh", "01632", "Early Help North"):
            assert hidden not in text(found)
    assert {
        row.person_id for event in AuditEvent.objects.filter(action="searched") for row in event.people.all()
    } == set()


def test_a_search_for_what_is_hidden_is_a_search_for_nobody(restrict: Restrict, signed_in: SignIn) -> None:
    restrict("Ada Marlow", "protected")
    client = signed_in("safeguarding_lead")
    hidden, nobody = text(search(client, "Ada Marlow")), text(search(client, "Xyzzy Quux"))
    assert "No child found" in hidden
    assert strip(hidden).replace("Ada Marlow", "…") == strip(nobody).replace("Xyzzy Quux", "…")


def strip(page: str) -> str:
    return re.sub(r'(nonce|value)="[^"]{16,}"', "", page)


def test_a_hidden_child_does_not_make_a_search_too_broad(restrict: Restrict, signed_in: SignIn) -> None:
    client = signed_in("safeguarding_lead")
    assert "Too many children match" in text(search(client, "Zara Khan"))
    restrict("Zara Khan", "protected")
    assert "10 children found" in text(search(client, "Zara Khan"))


def test_a_sealed_record_cannot_be_opened_seen_or_asked_for(
    restrict: Restrict, signed_in: SignIn, person: Person
) -> None:
    client, ada = signed_in("safeguarding_lead"), person("Ada Marlow")
    search(client, "Ada Marlow")
    assert open_and_look(client, ada).status_code == 200
    restrict("Ada Marlow", "adoption")
    assert client.get(reverse("matrix:child", args=[ada])).status_code == 404
    assert client.get(reverse("people:who_looked", args=[ada])).status_code == 404
    assert client.post(reverse("people:open", args=[ada]), {"purpose": REASON}).status_code == 404
    assert client.get(reverse("people:emergency", args=[ada])).status_code == 404


def test_who_is_named_and_works_with_the_child_still_finds_them(
    restrict: Restrict, signed_in: SignIn, person: Person
) -> None:
    restrict("Ada Marlow", "staff", "daniel.osei@council.example")
    assert "Ada Marlow" in text(open_and_look(signed_in("lead_practitioner"), person("Ada Marlow")))
    assert open_and_look(signed_in("safeguarding_lead"), person("Ada Marlow")).status_code == 404


def test_a_sealed_brother_is_in_no_family(restrict: Restrict, signed_in: SignIn, person: Person) -> None:
    client = signed_in("safeguarding_lead")
    assert "Ben" in text(open_and_look(client, person("Ada Marlow")))
    restrict("Ben Marlow", "adoption")
    assert "Ben" not in text(client.get(reverse("matrix:child", args=[person("Ada Marlow")])))
    viewed = AuditEvent.objects.filter(action="viewed").order_by("-id")[0]
    assert person("Ben Marlow") not in {row.person_id for row in viewed.people.all()}


def test_with_a_confidential_address_only_those_who_work_with_the_child_find_them(
    restrict: Restrict, signed_in: SignIn, person: Person
) -> None:
    restrict("Finn Orr", "confidential_address")
    assert "No child found" in text(search(signed_in("safeguarding_lead"), "Finn Orr"))
    restrict("Ada Marlow", "confidential_address")
    assert "Dee Marsh" in text(search(signed_in("safeguarding_lead"), "Ada Marlow"))


def test_the_family_inherits_a_confidential_address(restrict: Restrict, signed_in: SignIn, person: Person) -> None:
    client = signed_in("safeguarding_lead")
    search(client, "Ben Marlow")
    restrict("Cara Marlow", "confidential_address")
    assert "No child found" in text(search(client, "Ben Marlow"))
    assert client.get(reverse("people:emergency", args=[person("Ben Marlow")])).status_code == 404
    page = text(open_and_look(client, person("Ada Marlow")))
    assert "Ada Marlow" in page
    assert "Ben" not in page
    assert "Cara" not in page


def test_a_restriction_follows_a_record_whose_id_changed(
    viewer: ViewerOf, staff: dict[str, User], borough: SmallBorough, person: Person
) -> None:
    now = timezone.now()
    Restriction.objects.create(
        person_id="an-earlier-id",
        kind="staff",
        set_by=staff["information_governance"],
        set_at=now,
        review_on=now.date(),
    )
    with SnapshotReader(borough.home).open() as record:
        assert "an-earlier-id" in hidden_from(viewer("safeguarding_lead"), record, now.date())


def test_only_the_officer_keeps_restrictions_and_each_is_reviewed_or_lifted(
    restrict: Restrict, signed_in: SignIn, viewer: ViewerOf, person: Person
) -> None:
    officer = signed_in("information_governance")
    assert "Nobody has this id" in text(officer.post(reverse("people:restricted"), {"person_id": "x", "kind": "staff"}))
    said = {"person_id": person("Ada Marlow"), "kind": "staff", "emails": "nobody@nowhere.example"}
    assert "not an account here" in text(officer.post(reverse("people:restricted"), said))
    assert officer.post(reverse("people:restricted"), {**said, "emails": ""}).status_code == 302
    page = text(officer.get(reverse("people:restricted")))
    assert person("Ada Marlow") in page
    assert "Marlow" not in page
    held = Restriction.objects.get()
    assert held.review_on == timezone.localdate() + timedelta(days=90)
    review = reverse("people:review_restriction", args=[held.pk])
    for other in ("safeguarding_lead", "partnership_manager"):
        assert signed_in(other).post(review, {"answer": "lift"}).status_code == 404
    officer.post(review, {"answer": "keep"})
    assert "No child found" in text(search(signed_in("safeguarding_lead"), "Ada Marlow"))
    officer.post(review, {"answer": "lift"})
    assert "1 child found" in text(search(signed_in("safeguarding_lead"), "Ada Marlow"))
    assert list(
        AuditEvent.objects.filter(action="reviewed_restriction").values_list("about", flat=True).order_by("id")
    ) == [
        f"restriction {held.pk}: still needed",
        f"restriction {held.pk}: lifted",
    ]


def test_nobody_else_restricts(viewer: ViewerOf, borough: SmallBorough, person: Person) -> None:
    for actor in ("safeguarding_lead", "lead_practitioner", "partnership_manager", "ex_member"):
        with pytest.raises(NotAllowed):
            operations.restrict(
                by=viewer(actor),
                person_id=person("Ada Marlow"),  # type: ignore[arg-type]
                kind=RestrictionKind.STAFF,
                emails=(),
                at=timezone.localtime(),
            )
    assert not Restriction.objects.exists()
    assert not Search.objects.exists()
