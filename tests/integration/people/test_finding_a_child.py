"""Finding a child: with a reason, written down first, and never more than is needed."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.models import Membership, User
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.models import Opening, Search
from oneplan.partnership.people.operations import open_record
from tests.fixtures.small_borough import ADA_BORN, FINN_BORN, SmallBorough

SignIn = Callable[[str], Client]
Person = Callable[[str], str]
REASON = "worried-about-a-child"

pytestmark = pytest.mark.usefixtures("borough")


def search(client: Client, name: str = "", born: date | None = None, **others: str) -> HttpResponse:
    parts = {"day": born.day, "month": born.month, "year": born.year} if born else {}
    asked = {
        "name": name,
        "purpose": REASON,
        **{f"birth_date_{part}": value for part, value in parts.items()},
        **others,
    }
    return client.post(reverse("people:find"), asked, follow=True)  # type: ignore[return-value]


def written_down() -> list[tuple[str, str, set[str]]]:
    """Every audit event about a child's record: action, purpose and people."""
    events = AuditEvent.objects.filter(action__in=("searched", "opened", "viewed")).order_by("id")
    return [(one.action, one.purpose, {row.person_id for row in one.people.all()}) for one in events]


def text(response: HttpResponse) -> str:
    return response.content.decode()


def without_one_time_values(response: HttpResponse) -> str:
    """A page without what differs between any two answers: the nonce and the proof of origin."""
    return re.sub(r'(nonce|value)="[^"]{16,}"', "", text(response))


def test_a_search_shows_whom_to_ring_and_is_written_down(signed_in: SignIn, person: Person) -> None:
    response = search(signed_in("safeguarding_lead"), "ada marlow", ADA_BORN)
    assert "Ada Marlow" in text(response)
    for shown in ("Dee Marsh", "Family support worker", "01632 960103", "Lead practitioner", "Redhouse School"):
        assert shown in text(response)
    assert written_down() == [("searched", REASON, {person("Ada Marlow")})]


def test_a_search_needs_a_reason(signed_in: SignIn) -> None:
    response = search(signed_in("safeguarding_lead"), "Ada Marlow", purpose="")
    assert "Choose why you are looking for this child" in text(response)
    assert "Dee Marsh" not in text(response)
    assert not Search.objects.exists()


def test_a_made_up_reason_is_no_reason(signed_in: SignIn) -> None:
    assert "Dee Marsh" not in text(search(signed_in("safeguarding_lead"), "Ada Marlow", purpose="curious"))
    assert written_down() == []


def test_a_reason_alone_finds_nobody(signed_in: SignIn) -> None:
    assert "Enter a name, a birth date or both" in text(search(signed_in("safeguarding_lead")))
    assert written_down() == []


@pytest.mark.parametrize("who", ["partnership_manager", "information_governance", "ex_member"])
def test_those_whose_work_is_not_with_children_cannot_look(who: str, signed_in: SignIn) -> None:
    client = signed_in(who)
    assert client.get(reverse("people:find")).status_code == 404
    response = search(client, "Ada Marlow")
    assert response.status_code == 404
    assert "Dee Marsh" not in text(response)
    assert written_down() == []
    assert not Search.objects.exists()


def test_too_many_matches_show_nobody_and_say_what_to_add(signed_in: SignIn, person: Person) -> None:
    response = search(signed_in("safeguarding_lead"), "Zara Khan")
    assert "Too many children match" in text(response)
    assert "the birth date, if you know it" in text(response)
    assert "Hillside" not in text(response)
    assert written_down() == [("searched", REASON, set())]


def test_no_match_is_not_a_no(signed_in: SignIn) -> None:
    response = search(signed_in("safeguarding_lead"), "Quentin Nobody")
    assert "No child found" in text(response)
    assert "It does not mean that nobody is working with the child" in text(response)
    assert written_down() == [("searched", REASON, set())]


def test_a_birth_date_alone_is_enough(signed_in: SignIn) -> None:
    assert "Finn Orr" in text(search(signed_in("safeguarding_lead"), born=FINN_BORN))


def test_adults_are_not_found(signed_in: SignIn) -> None:
    response = search(signed_in("safeguarding_lead"), "Cara Marlow", date(1988, 7, 1))
    assert "No child found" in text(response)
    assert written_down() == [("searched", REASON, set())]


def test_somebody_elses_child_comes_with_whom_to_ring_instead(signed_in: SignIn, person: Person) -> None:
    response = search(signed_in("safeguarding_lead"), "Finn Orr", FINN_BORN)
    assert "You cannot open this record" in text(response)
    assert "01632 960102" in text(response)
    assert reverse("people:open", args=[person("Finn Orr")]) not in text(response)


def test_a_child_nobody_works_with_is_said_to_be_so(signed_in: SignIn) -> None:
    response = search(signed_in("safeguarding_lead"), "Gus Nil")
    assert "no agency has told us that it is working with this child" in text(response)
    assert "That does not mean nobody is" in text(response)


def test_a_young_adult_is_found_with_whom_to_ring_and_has_no_childs_record(signed_in: SignIn, person: Person) -> None:
    client, ivy = signed_in("lead_practitioner"), person("Ivy Stone")
    response = search(client, "Ivy Stone")
    assert "Early Help North" in text(response)
    assert "This young person is grown up" in text(response)
    assert ivy not in text(response)
    assert client.post(reverse("people:open", args=[ivy]), {"purpose": REASON}).status_code == 404


def test_words_about_the_reason_are_kept_and_what_was_typed_is_not(signed_in: SignIn) -> None:
    search(signed_in("safeguarding_lead"), "Ada Marlow", words="Seen at the gate")
    kept = Search.objects.get()
    assert (kept.purpose_code, kept.words) == (REASON, "Seen at the gate")
    assert "Marlow" not in str(list(Search.objects.values()) + list(AuditEvent.objects.values()))


def test_nothing_personal_in_addresses_or_titles_and_nothing_kept(signed_in: SignIn) -> None:
    response = search(signed_in("safeguarding_lead"), "Ada Marlow")
    title = re.search("<title>(.*?)</title>", text(response))
    assert title is not None
    assert "Ada" not in title[1]
    assert "no-store" in response["Cache-Control"]
    assert response.status_code == 200  # no redirect to an address that would have to carry what was asked
    asked_in_address = signed_in("safeguarding_lead").get(
        reverse("people:find"), {"name": "Ada Marlow", "purpose": REASON}, follow=True
    )
    assert "Dee Marsh" not in text(asked_in_address)  # type: ignore[arg-type]


def test_opening_is_written_down_and_leads_to_the_page(signed_in: SignIn, person: Person) -> None:
    client, ada = signed_in("safeguarding_lead"), person("Ada Marlow")
    response = client.post(reverse("people:open", args=[ada]), {"purpose": REASON})
    assert response["Location"] == reverse("matrix:child", args=[ada])
    assert written_down() == [("opened", REASON, {ada})]
    assert "Ada Marlow" in text(client.get(response["Location"]))  # type: ignore[arg-type]
    assert written_down()[1:] == [("viewed", REASON, {ada, person("Ben Marlow"), person("Cara Marlow")})]


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("safeguarding_lead", "Finn Orr"),  # another school's
        ("safeguarding_lead", "Ben Marlow"),  # the brother of a child she may open
        ("safeguarding_lead", "Hal Orr"),  # left her school last year
        ("safeguarding_lead", "Cara Marlow"),  # an adult
        ("safeguarding_lead", "Gus Nil"),  # nobody's
        ("ex_member", "Ada Marlow"),  # left in July
        ("partnership_manager", "Ada Marlow"),
        ("information_governance", "Ada Marlow"),
    ],
)
def test_without_a_live_reason_a_record_is_as_one_that_does_not_exist(
    who: str, whose: str, signed_in: SignIn, person: Person
) -> None:
    client = signed_in(who)
    answers = [
        (
            client.post(reverse("people:open", args=[one]), {"purpose": REASON}),
            client.get(reverse("matrix:child", args=[one])),
        )
        for one in (person(whose), "P2222222222222222")
    ]
    for hidden, missing in zip(*answers, strict=True):
        assert hidden.status_code == missing.status_code == 404
        assert without_one_time_values(hidden) == without_one_time_values(missing)  # type: ignore[arg-type]
    assert not Opening.objects.exists()
    assert written_down() == []


def test_a_page_needs_an_opening_even_with_a_live_reason(signed_in: SignIn, person: Person) -> None:
    response = signed_in("safeguarding_lead").get(reverse("matrix:child", args=[person("Ada Marlow")]))
    assert response.status_code == 404


def test_one_persons_opening_is_not_anothers(signed_in: SignIn, person: Person) -> None:
    ada = person("Ada Marlow")
    signed_in("safeguarding_lead").post(reverse("people:open", args=[ada]), {"purpose": REASON})
    assert signed_in("lead_practitioner").get(reverse("matrix:child", args=[ada])).status_code == 404


def test_an_opening_ends_with_the_day(signed_in: SignIn, person: Person, viewer: Callable[[str], Viewer]) -> None:
    ada = person("Ada Marlow")
    yesterday = timezone.localtime() - timedelta(days=1)
    open_record(by=viewer("safeguarding_lead"), person_id=ada, purpose=REASON, at=yesterday)  # type: ignore[arg-type]
    assert signed_in("safeguarding_lead").get(reverse("matrix:child", args=[ada])).status_code == 404


def test_access_ends_with_the_membership_though_the_record_is_open(
    signed_in: SignIn, person: Person, staff: dict[str, User]
) -> None:
    client, ada = signed_in("safeguarding_lead"), person("Ada Marlow")
    client.post(reverse("people:open", args=[ada]), {"purpose": REASON})
    assert client.get(reverse("matrix:child", args=[ada])).status_code == 200
    Membership.objects.filter(user=staff["safeguarding_lead"]).update(to_on=timezone.localdate() - timedelta(days=1))
    assert client.get(reverse("matrix:child", args=[ada])).status_code == 404


def test_opening_needs_the_reason_that_was_chosen(signed_in: SignIn, person: Person) -> None:
    response = signed_in("safeguarding_lead").post(reverse("people:open", args=[person("Ada Marlow")]))
    assert response.status_code == 404
    assert not Opening.objects.exists()


def test_a_record_is_not_opened_by_following_a_link(signed_in: SignIn, person: Person) -> None:
    response = signed_in("safeguarding_lead").get(
        reverse("people:open", args=[person("Ada Marlow")]), {"purpose": REASON}
    )
    assert response.status_code == 405
    assert not Opening.objects.exists()


def test_when_it_cannot_be_written_down_nothing_is_shown(
    signed_in: SignIn, person: Person, borough: SmallBorough
) -> None:
    client, ada = signed_in("safeguarding_lead"), person("Ada Marlow")
    client.post(reverse("people:open", args=[ada]), {"purpose": REASON})
    openings = Opening.objects.count()
    client.raise_request_exception = False
    _refuse_audit()
    answers = [
        search(client, "Ada Marlow", ADA_BORN),
        client.get(reverse("matrix:child", args=[ada])),
        client.post(reverse("people:open", args=[ada]), {"purpose": REASON}),
    ]
    for answer in answers:
        assert answer.status_code == 500
        assert "Marlow" not in text(answer)  # type: ignore[arg-type]
    assert Opening.objects.count() == openings
    assert not Search.objects.exists()


def _refuse_audit() -> None:
    """Make the database itself refuse a new audit event, for this test's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER full_up BEFORE INSERT ON audit_auditevent BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        else:
            cursor.execute("ALTER TABLE audit_auditevent ADD CONSTRAINT full_up CHECK (id < 0) NOT VALID")


@pytest.mark.parametrize(("actor", "reason"), [("safeguarding_lead", "school"), ("lead_practitioner", "lead")])
def test_an_opening_keeps_the_live_reason_and_what_in_law_allows_it(
    actor: str, reason: str, signed_in: Callable[[str], Client], person: Callable[[str], str]
) -> None:
    signed_in(actor).post(reverse("people:open", args=[person("Ada Marlow")]), {"purpose": "worried-about-a-child"})
    opening = Opening.objects.get()
    assert opening.reason == reason
    assert opening.lawful_basis.startswith("Children Act 2004 section 11")


def test_coming_back_to_the_answer_is_another_look_and_asks_for_nothing_again(
    signed_in: Callable[[str], Client], person: Callable[[str], str]
) -> None:
    client = signed_in("safeguarding_lead")
    answer = client.post(reverse("people:find"), {"name": "Ada Marlow", "purpose": REASON})
    assert answer["Location"] == reverse("people:found")
    assert not AuditEvent.objects.filter(action="searched").exists()
    for looks in (1, 2):
        assert "Ada Marlow" in client.get(reverse("people:found")).content.decode()
        assert AuditEvent.objects.filter(action="searched", people__person_id=person("Ada Marlow")).count() == looks
    assert "Marlow" not in str(dict(client.session))


def test_a_refused_look_is_written_down_with_whose_record_it_was(
    signed_in: Callable[[str], Client], person: Callable[[str], str]
) -> None:
    finn = person("Finn Orr")
    client = signed_in("safeguarding_lead")
    for address, sent in (("people:open", {"purpose": REASON}), ("matrix:child", None)):
        path = reverse(address, kwargs={"person_id": finn})
        answer = client.post(path, sent) if sent else client.get(path)
        assert answer.status_code == 404
        refused = AuditEvent.objects.get(action="refused", about=address)
        assert refused.actor_name == "Amira Holt"
        assert [one.person_id for one in refused.people.all()] == [finn]


def test_what_somebody_typed_into_an_address_is_not_written_down(signed_in: Callable[[str], Client]) -> None:
    signed_in("safeguarding_lead").get(reverse("matrix:child", kwargs={"person_id": "ada-marlow"}))
    refused = AuditEvent.objects.get(action="refused")
    assert not refused.people.exists()
    assert "marlow" not in refused.about
