"""The scorecard's sentences: change only where figures allow it, and no better or worse without polarity."""

from pathlib import Path

import pytest
from lxml import etree

from oneplan.definitions.area import load
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.scorecard import queries
from oneplan.partnership.scorecard.presenters import IndicatorCard, indicator_card, scorecard_page

MEMBER = Viewer(user_id=1, name="Grace Whitfield", organisation_codes=frozenset({"stockton-council"}))
AREA = Path(__file__).parents[3] / "areas" / "stockton"
ARROWS = set("↑↓↗↘→←▲▼🔺🔻")


@pytest.fixture(autouse=True)
def _stockton(settings: object) -> None:
    settings.ONEPLAN_AREA = AREA  # type: ignore[attr-defined]


def card(indicator_id: str) -> IndicatorCard:
    read = queries.indicator(MEMBER, indicator_id)
    assert read is not None
    return indicator_card(read)


def everything_said(found: IndicatorCard) -> str:
    cells = " ".join(" ".join(row) for row in found.table.rows)
    return " ".join([found.title, found.change, found.interval, found.description, *found.notes, cells])


def test_looked_after_children_show_no_change_and_have_an_interval() -> None:
    found = card("looked-after")
    assert found.title == "Stockton 125 per 10,000 children in 2025, England 67, Neighbours 95"
    assert (
        found.change
        == "No significant change from 2021 to 2025: the differences between these five figures are no more than "
        "chance gives."
    )
    assert "115 to 136 in 2025" in found.interval
    assert found.table.rows[0][:3] == ("2025", "125", "115 to 136")


def test_two_years_far_apart_make_no_trend() -> None:
    """The intervals of 2020 and 2024 do not overlap, and yet the five figures show no line."""
    assert card("injury-admissions").change.startswith("No significant change from 2020 to 2024")


def test_a_gap_and_a_new_definition_stop_all_talk_of_change() -> None:
    found = card("good-level-of-development")
    assert "Too few points" in found.change
    assert "4 figures in a row" in found.change
    assert "Not published for 2020, 2021." in found.notes
    assert any(note.startswith("Not comparable before 2022") for note in found.notes)
    assert found.table.rows[5][:2] == ("2020", "not published")


def test_missing_counts_are_said_to_be_missing() -> None:
    found = card("not-in-education-employment-training")
    assert found.interval == "Interval not available: the source publishes no counts with these figures."
    assert "cannot tell" in found.change
    assert "95% interval" not in found.table.head


def test_a_comparator_that_cannot_be_right_is_named_and_left_out() -> None:
    found = card("first-time-entrants")
    assert "England" not in found.title
    assert "England" not in found.table.head
    assert any(note.startswith("England is not shown") for note in found.notes)


def test_without_polarity_nothing_is_better_or_worse() -> None:
    for indicator_id in ("looked-after", "child-protection-plans"):
        found = card(indicator_id)
        assert found.polarity.startswith("Neither high nor low is called better")
        said = everything_said(found).lower()
        assert not {"better", "worse", "improv", "concern"} & {
            word for word in ("better", "worse", "improv", "concern") if word in said
        }


def test_no_arrow_anywhere() -> None:
    found = queries.scorecard(MEMBER)
    assert found is not None
    cards = [one for outcome in scorecard_page(found).outcomes for one in outcome.cards]
    assert len(cards) == 20
    for one in cards:
        assert not ARROWS & set(everything_said(one) + str(one.chart)), one.id


def test_each_chart_is_named_by_what_it_shows() -> None:
    found = card("persistent-absence")
    svg = etree.fromstring(str(found.chart))
    assert svg.findtext("{http://www.w3.org/2000/svg}title") == found.title
    assert svg.findtext("{http://www.w3.org/2000/svg}desc") == found.description


def test_outsiders_see_nothing() -> None:
    outsider = Viewer(user_id=2, name="Charlie")
    assert queries.scorecard(outsider) is None
    assert queries.indicator(outsider, "looked-after") is None


def test_a_replaced_file_is_read_again(tmp_path: Path, settings: object) -> None:
    for file in AREA.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    settings.ONEPLAN_AREA = tmp_path  # type: ignore[attr-defined]
    assert card("looked-after").title.startswith("Stockton 125")
    published = load(tmp_path).published_indicators
    text = published.read_text(encoding="utf-8")
    published.write_text(text.replace("LAC,Stockton-on-Tees,2025,125,125.0", "LAC,Stockton-on-Tees,2025,124,124.0"))
    assert card("looked-after").title.startswith("Stockton 124")
