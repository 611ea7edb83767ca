"""What was recorded here comes back in by the door that agencies use, and what was withdrawn goes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from oneplan.definitions.factor import Whose
from oneplan.engine.refresh import refresh
from oneplan.engine.sources.own_records.submission import OwnRecord, event_id_of, hand_on
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import Refused
from oneplan.vocabulary.identifiers import FactorId, RecordId
from oneplan.vocabulary.knowledge import Certainty, Finding
from tests.fixtures.small_borough import AS_OF, SmallBorough, small_borough

TODAY = date(2026, 9, 29)
FRIENDS = OwnRecord(
    fact_ref="1",
    record_id=RecordId("school_census:ada"),
    factor_id=FactorId("friendships"),
    about=Whose.CHILD,
    finding=Finding.PRESENT,
    certainty=Certainty.REPORT,
    observed_on=date(2026, 9, 1),
    observed_to=date(2026, 9, 28),
    recorded_by="Redhouse School",
    recorded_on=date(2026, 9, 28),
)
PRISON = replace(
    FRIENDS,
    fact_ref="2",
    factor_id=FactorId("parent_in_prison"),
    about=Whose.PARENT,
    finding=Finding.NOT_PRESENT,
    certainty=Certainty.FACT,
    observed_to=None,
)


@pytest.fixture
def borough(tmp_path: Path) -> SmallBorough:
    return small_borough(tmp_path)


def known(borough: SmallBorough) -> dict[tuple[str, str], str]:
    """What own records say in the matrix after a refresh, for whichever child they are about."""
    files = refresh(borough.home, as_of=AS_OF, progress=lambda step: None)
    with Workspace.read_only(files.record) as workspace:
        rows = workspace.rows(
            "SELECT factor_id, whose, knowledge FROM matrix SEMI JOIN "
            "(FROM evidence WHERE source = 'own_records') AS own USING (person_id, factor_id, whose)"
        )
    return {(factor_id, whose): knowledge for factor_id, whose, knowledge in rows}


def test_what_was_recorded_is_in_the_matrix_after_a_refresh(borough: SmallBorough) -> None:
    hand_on(borough.home, [FRIENDS, PRISON], received_on=TODAY)
    assert known(borough) == {
        ("friendships", "child"): "present",
        ("parent_in_prison", "parent"): "asked_not_present",
    }


def test_it_says_who_recorded_it_and_when_even_when_it_is_handed_on_again(borough: SmallBorough) -> None:
    hand_on(borough.home, [FRIENDS], received_on=TODAY)
    hand_on(borough.home, [FRIENDS, PRISON], received_on=AS_OF)
    files = refresh(borough.home, as_of=AS_OF, progress=lambda step: None)
    with Workspace.read_only(files.record) as workspace:
        rows = workspace.rows(
            "SELECT recorded_by, certainty, observed_on, observed_to, received_on, current_until FROM evidence "
            "WHERE event_id = ?",
            [event_id_of("1")],
        )
    assert rows == [
        ("Redhouse School", "report", date(2026, 9, 1), date(2026, 9, 28), date(2026, 9, 28), date(2027, 9, 28))
    ]


def test_what_was_withdrawn_is_gone_after_the_next_refresh(borough: SmallBorough) -> None:
    hand_on(borough.home, [FRIENDS, PRISON], received_on=TODAY)
    hand_on(borough.home, [PRISON], received_on=TODAY)
    assert known(borough) == {("parent_in_prison", "parent"): "asked_not_present"}
    hand_on(borough.home, [], received_on=TODAY)
    assert known(borough) == {}


def test_the_same_facts_again_change_nothing(borough: SmallBorough) -> None:
    hand_on(borough.home, [FRIENDS], received_on=TODAY)
    before = submissions(borough.home)
    hand_on(borough.home, [FRIENDS], received_on=AS_OF)
    assert submissions(borough.home) == before


def test_a_fact_that_cannot_be_used_stops_everything(borough: SmallBorough) -> None:
    hand_on(borough.home, [FRIENDS], received_on=TODAY)
    backwards = replace(PRISON, observed_to=date(2020, 1, 1))
    with pytest.raises(Refused, match="could not be used"):
        hand_on(borough.home, [FRIENDS, backwards], received_on=TODAY)
