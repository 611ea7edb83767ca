"""What people wrote about a child goes where the records go, when they are joined and when they are taken apart."""

import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from oneplan.engine.refresh import refresh
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotReader
from oneplan.partnership.matrix.models import TimelineChoice, TimelineEvent
from oneplan.partnership.matrix.rules import entry_id_of
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.models import LinkDecision
from oneplan.partnership.people.operations import decide_link, links_with, undo_link
from oneplan.partnership.people.queries import rulings
from oneplan.partnership.people.rules import LinkVerdict
from oneplan.vocabulary.identifiers import PersonId
from tests.fixtures.small_borough import AS_OF, SmallBorough

SCHOOLS, COUNCILS = "school_census:ada", "early_help:ada"
SUSPENDED, YOUNG_CARER = entry_id_of("school_census:1"), entry_id_of("early_help:5")
MOVED = {
    "what": "The family moved here",
    "about": "child",
    "said_by": "parent",
    "when_year": "2019",
    "sense": "before",
    "place": "everybodys",
    "significance": "Ada lost her friends.",
}
SHARED = {"place": "everybodys", "done": ""}

SignIn, ViewerOf = Callable[[str], Client], Callable[[str], Viewer]


@pytest.fixture
def borough(refreshed: SmallBorough, settings: Settings, tmp_path: Path) -> SmallBorough:
    """A copy of the small borough, to refresh again."""
    shutil.copytree(refreshed.home.root, tmp_path / "home")
    settings.ONEPLAN_HOME = tmp_path / "home"
    return SmallBorough(DataHome(tmp_path / "home"))


def people(borough: SmallBorough) -> dict[str, PersonId]:
    with SnapshotReader(borough.home).open() as record:
        return {record_id: PersonId(person) for record_id, person in record.rows("FROM person_record")}


def again(borough: SmallBorough, day: int) -> dict[str, PersonId]:
    # A day after today: what is written in a test is written before its records move.
    as_of = max(AS_OF, timezone.localdate()) + timedelta(days=day)
    refresh(borough.home, as_of=as_of, progress=lambda step: None, rulings=rulings())
    return people(borough)


def take_apart(viewer: ViewerOf, borough: SmallBorough, ada: PersonId) -> dict[str, PersonId]:
    by, at = viewer("lead_practitioner"), timezone.localtime()
    (link,) = links_with(by=by, person_id=ada, today=at.date())
    decide_link(by=by, candidate_id=link.candidate_id, verdict=LinkVerdict.NOT_SAME, reason="Two children.", at=at)
    return again(borough, 1)


def opened(client: Client, child: PersonId) -> Client:
    client.post(reverse("people:open", args=[child]), {"purpose": "working-with-the-family"})
    return client


def read(client: Client, child: PersonId, name: str = "timeline", *more: str) -> str:
    page = client.get(reverse(f"matrix:{name}", args=[child, *more]))
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def choose(client: Client, child: PersonId, entry: str, meant: str) -> None:
    address = reverse("matrix:timeline_entry", args=[child, entry])
    assert client.post(address, {**SHARED, "significance": meant}).status_code == 302


@pytest.fixture
def apart(viewer: ViewerOf, signed_in: SignIn, borough: SmallBorough) -> dict[str, PersonId]:
    """Ada's records taken apart, after the council chose what two of them meant and added a happening."""
    ada = people(borough)[SCHOOLS]
    council = opened(signed_in("lead_practitioner"), ada)
    choose(council, ada, SUSPENDED, "She was upset that day.")
    choose(council, ada, YOUNG_CARER, "She looks after her brother.")
    council.post(reverse("matrix:timeline_add", args=[ada]), MOVED)
    return take_apart(viewer, borough, ada)


def test_a_choice_goes_with_its_entry_when_records_are_taken_apart(
    signed_in: SignIn, apart: dict[str, PersonId]
) -> None:
    assert apart[SCHOOLS] != apart[COUNCILS]
    pages = {
        SCHOOLS: read(opened(signed_in("safeguarding_lead"), apart[SCHOOLS]), apart[SCHOOLS]),
        COUNCILS: read(opened(signed_in("lead_practitioner"), apart[COUNCILS]), apart[COUNCILS]),
    }
    meant = {SCHOOLS: "She was upset that day.", COUNCILS: "She looks after her brother."}
    kept = TimelineChoice.objects.earliest("id").person_id
    for record, page in pages.items():
        (other,) = set(meant) - {record}
        assert meant[record] in page
        assert meant[other] not in page, "it is about an entry of the other child"
        assert ("while it stood in another record" in page) == (apart[record] != kept)


def test_what_was_typed_stays_and_says_that_records_were_split_off(
    signed_in: SignIn, apart: dict[str, PersonId]
) -> None:
    typed = TimelineEvent.objects.get().person_id
    who = {apart[SCHOOLS]: "safeguarding_lead", apart[COUNCILS]: "lead_practitioner"}
    for child, name in who.items():
        page = read(opened(signed_in(name), child), child)
        assert ("The family moved here" in page) == (child == typed)
        assert ("check that it is about this child" in page) == (child == typed)


def test_all_of_it_is_together_again_when_the_split_is_taken_back(
    viewer: ViewerOf, signed_in: SignIn, borough: SmallBorough, apart: dict[str, PersonId]
) -> None:
    new = next(one for one in (apart[SCHOOLS], apart[COUNCILS]) if one != TimelineEvent.objects.get().person_id)
    at, (name, entry) = (
        timezone.localtime(),
        {
            apart[SCHOOLS]: ("safeguarding_lead", SUSPENDED),
            apart[COUNCILS]: ("lead_practitioner", YOUNG_CARER),
        }[new],
    )
    choose(opened(signed_in(name), new), new, entry, "Chosen while they were two.")
    made = LinkDecision.objects.get()
    undo_link(by=viewer("link_reviewer"), candidate_id=made.candidate_id, reason="One child.", at=at)
    joined = again(borough, 2)
    assert joined[SCHOOLS] == joined[COUNCILS]
    page = read(opened(signed_in("lead_practitioner"), joined[SCHOOLS]), joined[SCHOOLS])
    for words in ("Chosen while they were two.", "The family moved here", "while it stood in another record"):
        assert words in page


def test_that_a_fact_is_said_to_be_wrong_goes_with_the_fact(
    viewer: ViewerOf, signed_in: SignIn, borough: SmallBorough
) -> None:
    ada = people(borough)[SCHOOLS]
    council = opened(signed_in("lead_practitioner"), ada)
    for entry in (SUSPENDED, YOUNG_CARER):
        said = {"said_by": "parent", "statement": f"It was not so: {entry}"}
        assert council.post(reverse("matrix:disagree", args=[ada, entry]), said).status_code == 302
    apart = take_apart(viewer, borough, ada)
    assert SUSPENDED in read(opened(signed_in("safeguarding_lead"), apart[SCHOOLS]), apart[SCHOOLS], "child")
    assert YOUNG_CARER in read(opened(signed_in("lead_practitioner"), apart[COUNCILS]), apart[COUNCILS], "child")
