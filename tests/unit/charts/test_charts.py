"""Charts can be read without being seen, keep gaps as gaps, and hold no script or inline style."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from oneplan.web.charts.bars import Bar, BarChart, bar_chart
from oneplan.web.charts.lines import Line, LineChart, Mark, line_chart
from oneplan.web.charts.scale import axis

SVG = "{http://www.w3.org/2000/svg}"


def a_chart(*lines: Line, breaks: frozenset[int] = frozenset()) -> etree._Element:
    chart = LineChart("demo", "Title <here>", "What it shows", "per 10,000", lines, breaks)
    return etree.fromstring(str(line_chart(chart)))


def a_line(*values: float | None, label: str = "Anywhere", style: int = 0) -> Line:
    return Line(label, tuple(Mark(2016 + step, value) for step, value in enumerate(values)), style)


def test_title_and_description_name_the_picture() -> None:
    svg = a_chart(a_line(1, 2, 3))
    assert svg.get("role") == "img"
    ids = [svg.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")]
    assert svg.get("aria-labelledby") == " ".join(ids)
    assert svg.findtext(f"{SVG}title") == "Title <here>"


def test_words_cannot_become_markup() -> None:
    chart = BarChart("demo", "T", "D", (Bar("<script>alert(1)</script>", 3, "3"),))
    svg = etree.fromstring(str(bar_chart(chart)))
    assert not svg.findall(f".//{SVG}script")


def test_nothing_that_the_content_security_policy_refuses() -> None:
    text = etree.tostring(a_chart(a_line(1, 2), a_line(2, 3, style=1))).decode()
    assert "style" not in text
    assert "<script" not in text


def test_a_gap_stays_a_gap() -> None:
    assert len(a_chart(a_line(1, 2, 3, 4)).findall(f"{SVG}polyline")) == 1
    assert len(a_chart(a_line(1, 2, None, 4)).findall(f"{SVG}polyline")) == 2


def test_lines_do_not_join_across_a_new_definition() -> None:
    svg = a_chart(a_line(1, 2, 3, 4), breaks=frozenset({2018}))
    assert [len(line.get("points").split()) for line in svg.findall(f"{SVG}polyline")] == [2, 2]


def test_intervals_are_a_band() -> None:
    marks = tuple(Mark(year, 5, 4, 6) for year in (2020, 2021, 2022))
    bands = [shape for shape in a_chart(Line("Here", marks, 0)).findall(f"{SVG}polygon") if shape.get("fill-opacity")]
    assert [len(band.get("points").split()) for band in bands] == [6]


def test_names_of_lines_never_overlap() -> None:
    svg = a_chart(a_line(5, 5.0, label="A"), a_line(5, 5.01, label="B", style=1), a_line(5, 5.02, label="C", style=2))
    heights = sorted(float(text.get("y")) for text in svg.findall(f"{SVG}text") if text.text in "ABC")
    assert all(later - earlier >= 16 for earlier, later in pairwise(heights))


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    words = [text.text for text in a_chart(a_line(45, 50)).findall(f"{SVG}text")]
    assert any("not from 0" in word for word in words)
    words = [text.text for text in a_chart(a_line(5, 50)).findall(f"{SVG}text")]
    assert not any("not from 0" in word for word in words)


def test_a_chart_of_nothing_or_of_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        a_chart(a_line(None, None))
    with pytest.raises(ValueError, match="one style"):
        a_chart(a_line(1, 2), a_line(2, 3))
    with pytest.raises(ValueError, match="at least one bar"):
        bar_chart(BarChart("demo", "T", "D", ()))


def test_a_hidden_count_has_words_and_no_bar() -> None:
    chart = BarChart("demo", "T", "D", (Bar("North", None, "under 8"), Bar("South", 40, "40")))
    svg = etree.fromstring(str(bar_chart(chart)))
    widths = [float(bar.get("width")) for bar in svg.findall(f"{SVG}rect")]
    assert widths[0] == 0 < widths[1]
    assert "under 8" in [text.text for text in svg.findall(f"{SVG}text")]


@given(low=st.floats(-1e6, 1e6), span=st.floats(0, 1e6))
def test_an_axis_holds_its_values_between_round_ticks(low: float, span: float) -> None:
    found = axis(low, low + span, start=0, end=100)
    hair = max(1e-6, span * 1e-8)
    assert found.ticks[0] <= low + hair
    assert found.ticks[-1] >= low + span - hair
    assert 2 <= len(found.ticks) <= 13
    assert -1e-3 <= found.position(low) <= found.position(low + span) <= 100.1
