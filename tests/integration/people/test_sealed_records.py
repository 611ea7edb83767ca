"""Sealed records and what arrives after: an adopted child's two identities are never joined, and nothing opens itself.

The ContactPoint case: the earlier identity of a sealed child arrives from another agency, misspelt and unmarked.
"""

import csv
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from oneplan.engine.people.rulings import RestrictedPersonLost
from oneplan.engine.refresh import refresh
from oneplan.engine.sources.ssd_export import export_ssd
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import VAULT_FILE, SnapshotReader, current_snapshot
from oneplan.engine.store.tables import IDENTITY, INVOLVEMENT
from oneplan.engine.vault.lookup import MOST_FOUND, find
from oneplan.partnership.organisations.rules import COMMAND_LINE, Viewer
from oneplan.partnership.people import operations
from oneplan.partnership.people.queries import hidden_from, rulings
from oneplan.partnership.people.rules import LinkVerdict, RestrictionKind
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId
from tests.fixtures.cast import EMAILS, signed_in_as
from tests.fixtures.small_borough import ADA_BORN, AS_OF, SmallBorough, submit

ViewerOf = Callable[[str], Viewer]
BORN = date(2016, 3, 14)
_CHILD = {"is_child": True, "given_name": "Kayla", "birth_date": BORN, "sex": "F", "seen_on": date(2026, 9, 1)}
EARLIER = {**_CHILD, "id": "kayla", "family_name": "Jones", "address": "9 Oak Row", "postcode": "TS18 4ER"}
LATER = {**_CHILD, "id": "kayla-now", "family_name": "Smith", "address": "2 Elm Rise", "postcode": "TS20 2AB"}
#: What both identities come to have in common: the home and every number.
SHARED = {"upn": "C808000000003", "nhs_number": "9000000041", "address": "9 Oak Row", "postcode": "TS18 4ER"}
MISSPELT = {**_CHILD, "id": "k", "given_name": "Kaila", "family_name": "Joanes", "postcode": "TS20 1QQ"}
AT_SCHOOL = {"agency": "schools", "kind": "school", "team": "Redhouse School", "team_code": "900001"}


@pytest.fixture
def borough(refreshed: SmallBorough, settings: Settings, staff: Any, tmp_path: Path) -> SmallBorough:
    """The small borough with both identities of one child, as two people."""
    shutil.copytree(refreshed.home.root, tmp_path / "home")
    settings.ONEPLAN_HOME = tmp_path / "home"
    home = DataHome(tmp_path / "home")
    for source, child in (("early_help", EARLIER), ("school_census", LATER)):
        submit(home, source, {IDENTITY: [child], INVOLVEMENT: [{"id": child["id"], **AT_SCHOOL}]}, "adopted")
    made = SmallBorough(home)
    again(made)
    return made


def again(borough: SmallBorough) -> dict[str, PersonId]:
    """Refresh on the day after the last; who has which record then."""
    last = date.fromisoformat(str(current_snapshot(borough.home).manifest["as_of"]))
    day = max(AS_OF, last) + timedelta(days=1)
    refresh(borough.home, as_of=day, progress=lambda step: None, rulings=rulings())
    return people(borough)


def people(borough: SmallBorough) -> dict[str, PersonId]:
    with SnapshotReader(borough.home).open() as record:
        return {record_id: PersonId(person) for record_id, person in record.rows("FROM person_record")}


def seal(by: Viewer, person_id: PersonId, *, later: PersonId | None = None, named: str = "") -> None:
    answer = operations.restrict(
        by=by,
        person_id=person_id,
        kind=RestrictionKind.ADOPTION,
        emails=named.split(),
        at=timezone.localtime(),
        later_id=later,
    )
    assert answer == "restricted"


def found(actor: str, name: str) -> str:
    said = {"name": name, "purpose": "worried-about-a-child"}
    return str(signed_in_as(actor).post(reverse("people:find"), said, follow=True).content.decode())


def test_two_identities_with_everything_in_common_but_the_name_are_never_joined(
    viewer: ViewerOf, borough: SmallBorough
) -> None:
    before = people(borough)
    earlier, later = before["early_help:kayla"], before["school_census:kayla-now"]
    assert earlier != later
    seal(viewer("information_governance"), earlier, later=later)
    for source, child in (("early_help", EARLIER), ("school_census", LATER)):
        submit(borough.home, source, {IDENTITY: [{**child, **SHARED}]}, "numbers")
    after = again(borough)
    assert (after["early_help:kayla"], after["school_census:kayla-now"]) == (earlier, later)
    for model in borough.home.models.glob("*"):
        model.unlink()
    assert again(borough) == after
    assert "Kayla Smith" in found("safeguarding_lead", "Kayla Smith")
    page = found("safeguarding_lead", "Kayla")
    assert "Kayla Smith" in page
    assert "Jones" not in page


def test_without_the_seal_the_shared_number_would_have_joined_them(viewer: ViewerOf, borough: SmallBorough) -> None:
    for source, child in (("early_help", EARLIER), ("school_census", LATER)):
        submit(borough.home, source, {IDENTITY: [{**child, **SHARED}]}, "numbers")
    after = again(borough)
    assert after["early_help:kayla"] == after["school_census:kayla-now"]


def test_the_earlier_identity_misspelt_by_another_agency_stops_with_who_is_named(
    viewer: ViewerOf, borough: SmallBorough
) -> None:
    sealed = people(borough)["early_help:kayla"]
    officer = viewer("information_governance")
    seal(officer, sealed, later=people(borough)["school_census:kayla-now"], named=EMAILS["lead_practitioner"])
    submit(borough.home, "housing", {IDENTITY: [MISSPELT]}, "misspelt")
    assert "housing:k" not in again(borough), "it is nobody's record"
    assert "No child found" in found("safeguarding_lead", "Kaila Joanes")

    (told,) = operations.read_restrictions(by=officer)
    assert told.waiting == 1
    queue = operations.read_links(by=viewer("lead_practitioner"), at=timezone.localtime())
    (held,) = queue.held
    assert operations.read_links(by=viewer("link_reviewer"), at=timezone.localtime()).held == ()
    with pytest.raises(NotAllowed):
        operations.look_at_link(by=viewer("link_reviewer"), candidate_id=held.candidate_id, at=timezone.localtime())
    shown = signed_in_as("lead_practitioner").get(reverse("people:link", args=[held.candidate_id])).content.decode()
    assert "Joanes" in shown
    assert "may be of a restricted person" in shown

    decide(viewer("lead_practitioner"), held.candidate_id, LinkVerdict.SAME)
    assert again(borough)["housing:k"] == sealed
    assert "No child found" in found("safeguarding_lead", "Kaila Joanes")


def test_a_second_pupil_number_joins_an_adopted_childs_identities_for_nobody(
    viewer: ViewerOf, borough: SmallBorough
) -> None:
    before = people(borough)
    earlier, later = before["early_help:kayla"], before["school_census:kayla-now"]
    seal(viewer("information_governance"), earlier, later=later, named=EMAILS["lead_practitioner"])
    old, new = "C808000000003", "A808000000001"
    submit(borough.home, "early_help", {IDENTITY: [{**EARLIER, "upn": old}]}, "numbers")
    submit(borough.home, "school_census", {IDENTITY: [{**LATER, "upn": new, "former_upn": old}]}, "numbers")
    submit(borough.home, "housing", {IDENTITY: [{**MISSPELT, "upn": new, "former_upn": old}]}, "numbers")
    after = again(borough)
    assert (after["early_help:kayla"], after["school_census:kayla-now"]) == (earlier, later)
    assert "housing:k" not in after, "who keeps the sealed record decides first"
    assert operations.read_links(by=viewer("link_reviewer"), at=timezone.localtime()).held == ()


def test_an_unmarked_record_of_a_restricted_child_stays_restricted(viewer: ViewerOf, borough: SmallBorough) -> None:
    sealed = people(borough)["early_help:kayla"]
    seal(viewer("information_governance"), sealed)
    submit(borough.home, "early_help", {IDENTITY: [{**EARLIER, "nhs_number": "9000000041"}]}, "numbers")
    submit(borough.home, "housing", {IDENTITY: [{**EARLIER, "id": "k", "nhs_number": "9000000041"}]}, "unmarked")
    assert again(borough).get("housing:k", sealed) == sealed
    assert "No child found" in found("safeguarding_lead", "Kayla Jones")


def test_a_namesake_is_released_when_who_is_named_says_so(viewer: ViewerOf, borough: SmallBorough) -> None:
    sealed = people(borough)["early_help:kayla"]
    seal(viewer("information_governance"), sealed, named=EMAILS["lead_practitioner"])
    submit(borough.home, "housing", {IDENTITY: [MISSPELT]}, "misspelt")
    again(borough)
    lead = viewer("lead_practitioner")
    held = [
        one
        for one in operations.read_links(by=lead, at=timezone.localtime()).held
        if one.source_r == "housing" or one.source_l == "housing"
    ]
    decide(lead, held[0].candidate_id, LinkVerdict.NOT_SAME)
    assert again(borough)["housing:k"] != sealed
    assert "Kaila Joanes" in found("safeguarding_lead", "Kaila Joanes")


def test_it_is_remembered_when_the_agency_withdraws_the_sealed_record(viewer: ViewerOf, borough: SmallBorough) -> None:
    later = people(borough)["school_census:kayla-now"]
    seal(viewer("information_governance"), people(borough)["early_help:kayla"], later=later)
    again(borough)
    shutil.rmtree(borough.home.submissions / "early_help" / "adopted")
    shutil.rmtree(borough.home.vault / "early_help" / "adopted", ignore_errors=True)
    assert "early_help:kayla" not in again(borough)
    submit(borough.home, "housing", {IDENTITY: [MISSPELT]}, "misspelt")
    assert "housing:k" not in again(borough)


def decide(by: Viewer, candidate_id: str, verdict: LinkVerdict) -> None:
    at = timezone.localtime()
    operations.decide_link(by=by, candidate_id=candidate_id, verdict=verdict, reason="I know both families.", at=at)


def test_a_refresh_that_has_lost_its_past_stops(viewer: ViewerOf, borough: SmallBorough) -> None:
    seal(viewer("information_governance"), people(borough)["early_help:kayla"])
    shutil.rmtree(borough.home.snapshots)
    with pytest.raises(RestrictedPersonLost, match="1 restricted people are not in the snapshot"):
        refresh(borough.home, as_of=AS_OF, progress=lambda step: None, rulings=rulings())


def test_no_file_tells_of_a_restricted_child_or_of_a_hidden_family(
    viewer: ViewerOf, borough: SmallBorough, tmp_path: Path
) -> None:
    now = people(borough)
    seal(viewer("information_governance"), now["early_help:kayla"])
    operations.restrict(
        by=viewer("information_governance"),
        person_id=now["early_help:cara"],
        kind=RestrictionKind.CONFIDENTIAL_ADDRESS,
        emails=(),
        at=timezone.localtime(),
    )
    without = operations.keep_out_of_files(by=COMMAND_LINE)
    export_ssd(current_snapshot(borough.home).record, tmp_path / "out", without=without)
    told = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.csv"))
    for hidden in ("early_help:kayla", "early_help:ada", "early_help:ben"):
        assert now[hidden] not in told
    with (tmp_path / "out" / "ssd_person.csv").open(encoding="utf-8") as file:
        assert now["school_census:kayla-now"] in {row["pers_person_id"] for row in csv.DictReader(file)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(["ada", "ben", "marlow", "kayla", "jones", "smith", "zara", "kit", "rowan", "9", "oak", "elm"]),
        max_size=3,
    ),
    born=st.sampled_from([None, BORN, ADA_BORN, date(2000, 1, 1)]),
)
def test_a_search_gives_what_it_would_give_if_nobody_were_restricted_but_for_the_hidden(
    words: list[str], born: date | None, viewer: ViewerOf, borough_with_hidden: SmallBorough
) -> None:
    reader = SnapshotReader(borough_with_hidden.home)
    with reader.open() as record:
        hidden = hidden_from(viewer("safeguarding_lead"), record, timezone.localdate())
    assert hidden
    with reader.open(VAULT_FILE) as vault:
        everybody = find(vault, name=" ".join(words), birth_date=born)
        seen = find(vault, name=" ".join(words), birth_date=born, hidden=hidden)
    assert len(everybody) < MOST_FOUND
    assert seen == [one for one in everybody if one.person_id not in hidden]


@pytest.fixture
def borough_with_hidden(borough: SmallBorough, viewer: ViewerOf) -> SmallBorough:
    now = people(borough)
    seal(viewer("information_governance"), now["early_help:kayla"])
    operations.restrict(
        by=viewer("information_governance"),
        person_id=now["early_help:kit"],
        kind=RestrictionKind.CONFIDENTIAL_ADDRESS,
        emails=(),
        at=timezone.localtime(),
    )
    return borough
