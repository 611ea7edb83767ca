"""A timeline drafts itself from evidence; people choose what stands in it and say what it meant. Nothing is lost."""

import re
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.matrix.models import RecordedFact, TimelineChoice, TimelineEvent
from oneplan.partnership.matrix.rules import entry_id_of
from oneplan.partnership.organisations.models import User

SUSPENDED = entry_id_of("school_census:1")
MOVED = {
    "what": "The family moved here",
    "about": "child",
    "said_by": "parent",
    "when_year": "2019",
    "sense": "before",
    "place": "ours",
    "significance": "Ada lost her friends.",
}
KEPT = {"place": "everybodys", "significance": "She was upset that day.", "done": "Her teacher talked with her."}


@pytest.fixture
def ada(borough: object, person: Callable[[str], str]) -> str:
    return person("Ada Marlow")


@pytest.fixture
def opened(signed_in: Callable[[str], Client], ada: str) -> Callable[[str], Client]:
    def client(name: str) -> Client:
        browser = signed_in(name)
        browser.post(reverse("people:open", args=[ada]), {"purpose": "worried-about-a-child"})
        return browser

    return client


def read(client: Client, ada: str, name: str = "timeline", *more: str) -> str:
    page = client.get(reverse(f"matrix:{name}", args=[ada, *more]))
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def choose(client: Client, ada: str, **said: str) -> int:
    return client.post(reverse("matrix:timeline_entry", args=[ada, SUSPENDED]), said).status_code


def test_it_drafts_itself_oldest_first_with_whose_fact_it_is_its_source_and_its_gaps(
    opened: Callable[[str], Client], ada: str
) -> None:
    page = read(opened("lead_practitioner"), ada)
    told = ["3 June 2019", "Nothing is told from 3 June 2019 to 1 September 2022", "2 March 2026", "8 September 2026"]
    assert [page.index(words) for words in told] == sorted(page.index(words) for words in told)
    assert "About a parent or carer" in page
    assert "Early help began: Dee Marsh, Early Help North" in page
    assert "Asked, and not present" not in page, "what is not so did not happen"
    assert "Redhouse School, received on 15 September 2026" in page
    assert "Not chosen yet" in page


def test_what_is_chosen_says_what_it_meant_and_stands_in_its_version_with_its_history(
    opened: Callable[[str], Client], ada: str
) -> None:
    client = opened("lead_practitioner")
    assert "Nothing has been chosen" in read(client, ada, "timeline_version", "everybodys")
    assert choose(client, ada, place="everybodys") == 200, "without what it meant it is not chosen"
    assert not TimelineChoice.objects.exists()
    assert choose(client, ada, **KEPT) == 302
    version = read(client, ada, "timeline_version", "everybodys")
    for words in (*KEPT.values(), "8 September 2026", "Daniel Osei"):
        assert words == "everybodys" or words in version
    assert "Nothing has been chosen" not in read(client, ada, "timeline_version", "ours"), "shared is ours too"
    assert choose(client, ada, place="left_out") == 302
    assert "Nothing has been chosen" in read(client, ada, "timeline_version", "ours")
    entry = read(client, ada, "timeline_entry", SUSPENDED)
    assert "She was upset that day." in entry, "what was chosen before stays to be read"
    about = AuditEvent.objects.filter(action="chose_for_timeline").values_list("about", flat=True)
    assert [words.split(": ")[1] for words in about.order_by("id")] == ["everybodys", "left_out"]


def test_another_agency_reads_what_is_shared_and_nothing_else(opened: Callable[[str], Client], ada: str) -> None:
    council = opened("lead_practitioner")
    choose(council, ada, place="ours", significance="For our own eyes.")
    council.post(reverse("matrix:timeline_add", args=[ada]), MOVED)
    school = opened("safeguarding_lead")
    for page in (read(school, ada), read(school, ada, "timeline_entry", SUSPENDED)):
        assert "For our own eyes." not in page
        assert "moved here" not in page
    choose(council, ada, **KEPT)
    assert "She was upset that day." in read(school, ada, "timeline_version", "everybodys")
    assert "She was upset that day." not in read(school, ada, "timeline_version", "ours")
    choose(school, ada, place="everybodys", significance="She came back calmer.")
    both = read(council, ada, "timeline_version", "everybodys")
    assert "She was upset that day." in both, "each view stands beside the other"
    assert "She came back calmer." in both
    choose(council, ada, place="ours", significance="Kept to ourselves again.")
    page = read(school, ada)
    assert "She was upset that day." not in page
    assert "Kept to ourselves again." not in page


def test_what_no_agency_sends_is_added_with_the_date_as_it_is_remembered(
    opened: Callable[[str], Client], ada: str
) -> None:
    client = opened("lead_practitioner")
    client.post(reverse("matrix:timeline_add", args=[ada]), MOVED)
    page = read(client, ada)
    assert page.index("Before 2019") < page.index("3 June 2019")
    assert "A parent or carer said so; written down by Daniel Osei" in page
    assert "Ada lost her friends." in read(client, ada, "timeline_version", "ours")
    assert "moved here" not in read(client, ada, "timeline_version", "everybodys")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"when_year": "2999", "sense": "on"}, "must be today or in the past"),
        ({"when_month": "13"}, "must be a real date"),
        ({"what": ""}, "Say what happened"),
        ({"significance": ""}, "Say what it meant for the child"),
    ],
)
def test_what_cannot_be_is_not_added(opened: Callable[[str], Client], ada: str, said: dict[str, str], why: str) -> None:
    page = opened("lead_practitioner").post(reverse("matrix:timeline_add", args=[ada]), {**MOVED, **said})
    assert why in page.content.decode()
    assert not TimelineEvent.objects.exists()


def test_a_fact_recorded_here_stands_at_once_and_leaves_when_it_is_taken_back(
    opened: Callable[[str], Client], ada: str
) -> None:
    client = opened("lead_practitioner")
    fact = {"factor": "bereavement", "about": "child", "finding": "present", "said_by": "child", "certainty": "report"}
    client.post(reverse("matrix:record", args=[ada]), {**fact, "when_year": "2024", "words": "Her grandad died."})
    page = read(client, ada)
    assert "Her grandad died." in page
    assert page.index(" 2024 ") < page.index("Her grandad died.")
    pk = str(RecordedFact.objects.get().pk)
    client.post(reverse("matrix:withdraw", args=[ada, pk]), {"reason": "It was another child."})
    assert "Her grandad died." not in read(client, ada)


def test_it_is_a_word_file_that_names_nobody_in_its_name(opened: Callable[[str], Client], ada: str) -> None:
    client = opened("lead_practitioner")
    choose(client, ada, **KEPT)
    file = client.get(reverse("matrix:timeline_file", args=[ada, "everybodys"]))
    assert file.content.startswith(b"PK")
    assert file["Content-Disposition"] == f'attachment; filename="timeline-everybodys-{timezone.localdate()}.docx"'


def test_nothing_of_anybody_else_is_chosen_or_read(opened: Callable[[str], Client], ada: str) -> None:
    client = opened("lead_practitioner")
    nowhere = client.post(reverse("matrix:timeline_entry", args=[ada, "no-such-entry"]), KEPT)
    assert nowhere.status_code == 404
    assert client.get(f"/children/{ada}/timeline/version/theirs/").status_code == 404
    assert not TimelineChoice.objects.exists()


def test_the_database_refuses_what_is_kept_without_a_meaning(staff: dict[str, User]) -> None:
    said = {"person_id": "p", "entry_id": "e", "by": staff["lead_practitioner"], "at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        TimelineChoice.objects.create(place="ours", organisation="stockton-council", **said)
