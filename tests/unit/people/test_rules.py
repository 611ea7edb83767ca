"""When a record may be opened, and for how long."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from oneplan.partnership.people.rules import LiveReason, age_on, is_too_broad, live_reason, open_until
from oneplan.vocabulary.involvement import Involvement, current

TODAY = date(2026, 9, 30)
SCHOOLS = frozenset({"schools"})
REDHOUSE = frozenset({"100001"})


def involvement(**given: object) -> Involvement:
    usual: dict[str, object] = {
        "agency": "schools",
        "team": "Redhouse School",
        "team_code": "100001",
        "worker": "",
        "worker_role": "",
        "phone": "",
        "kind": "school",
        "is_lead": False,
        "from_on": date(2024, 9, 1),
        "to_on": None,
        "source": "school_census",
    }
    return Involvement(**{**usual, **given})  # type: ignore[arg-type]


def test_my_school_has_the_child_on_its_roll_now() -> None:
    assert live_reason(SCHOOLS, REDHOUSE, [involvement()], TODAY) is LiveReason.SCHOOL


def test_my_team_works_with_the_child_now() -> None:
    early_help = involvement(agency="stockton-council", kind="early_help", team_code="EH1")
    assert live_reason(frozenset({"stockton-council"}), frozenset({"EH1"}), [early_help], TODAY) is LiveReason.TEAM


def test_a_team_without_a_code_is_known_by_its_name() -> None:
    early_help = involvement(agency="stockton-council", kind="early_help", team="Early Help North", team_code="")
    mine = frozenset({"Early Help North"})
    assert live_reason(frozenset({"stockton-council"}), mine, [early_help], TODAY) is LiveReason.TEAM


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("another school", {"team_code": "100002"}),
        ("the same code in another agency", {"agency": "stockton-council"}),
        ("it ended yesterday", {"to_on": TODAY - timedelta(days=1)}),
        ("it begins tomorrow", {"from_on": TODAY + timedelta(days=1)}),
        ("the row does not say which team", {"team_code": "", "team": ""}),
    ],
)
def test_no_live_reason(why: str, changed: dict[str, object]) -> None:
    teams = REDHOUSE | {""}  # even somebody whose team has no name gets nothing from a row that names none
    assert live_reason(SCHOOLS, teams, [involvement(**changed)], TODAY) is None, why


def test_the_last_day_still_counts() -> None:
    assert live_reason(SCHOOLS, REDHOUSE, [involvement(to_on=TODAY)], TODAY) is LiveReason.SCHOOL


def test_nobody_involved_is_no_reason() -> None:
    assert live_reason(SCHOOLS, REDHOUSE, [], TODAY) is None


def test_whom_to_ring_first_is_the_lead_practitioner_and_then_the_newest() -> None:
    old = involvement(worker="Old", from_on=date(2020, 1, 1))
    new = involvement(worker="New", from_on=date(2026, 1, 1))
    lead = involvement(worker="Lead", from_on=date(2019, 1, 1), is_lead=True)
    ended = involvement(worker="Ended", is_lead=True, to_on=date(2026, 1, 1))
    assert [one.worker for one in current([old, ended, new, lead], TODAY)] == ["Lead", "New", "Old"]


def test_ten_children_are_shown_and_eleven_are_too_many() -> None:
    assert not is_too_broad(10)
    assert is_too_broad(11)


@pytest.mark.parametrize(
    ("opened", "closes"),
    [
        (datetime(2026, 9, 30, 8, 5), datetime(2026, 10, 1)),
        (datetime(2026, 9, 30, 23, 59), datetime(2026, 10, 1)),
        (datetime(2026, 12, 31, 9, 0), datetime(2027, 1, 1)),
        (datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 26)),  # the day on which clocks go back has 25 hours
    ],
)
def test_a_record_stays_open_until_midnight_where_we_are(opened: datetime, closes: datetime) -> None:
    london = ZoneInfo("Europe/London")
    until = open_until(opened.replace(tzinfo=london))
    assert until.astimezone(UTC) == closes.replace(tzinfo=london).astimezone(UTC)


@pytest.mark.parametrize(("today", "age"), [(date(2026, 5, 3), 10), (date(2026, 5, 4), 11), (date(2027, 1, 1), 11)])
def test_age_changes_on_the_birthday(today: date, age: int) -> None:
    assert age_on(date(2015, 5, 4), today) == age
