"""A waterfall goes from part to part, and its last bar is the sum from nought."""

import pytest
from lxml import etree

from oneplan.web.charts.waterfall import Step, Waterfall, waterfall

SVG = "{http://www.w3.org/2000/svg}"


def bars(*adds: float) -> list[tuple[float, float]]:
    """Where each bar begins and ends, from left to right in the picture."""
    steps = tuple(Step(f"part {place}", value, f"{value}") for place, value in enumerate(adds))
    chart = Waterfall("demo", "Title", "What it shows", steps, "Together", f"{sum(adds)}")
    svg = etree.fromstring(str(waterfall(chart)))
    found = [(float(bar.get("x")), float(bar.get("width"))) for bar in svg.findall(f"{SVG}rect")]
    return [(x, x + width) for x, width in found]


def test_each_part_begins_where_the_last_one_ended() -> None:
    start, more, less, together = bars(-4, 9, -2)
    assert start[0] == pytest.approx(more[0])  # down to -4, and up from there
    assert more[1] == pytest.approx(less[1])  # up to 5, and down from there
    assert less[0] == pytest.approx(together[1])  # the sum is 3
    assert start[1] == pytest.approx(together[0])  # both touch nought


def test_parts_that_take_away_have_another_colour() -> None:
    chart = Waterfall("demo", "T", "D", (Step("for", 2, "+2"), Step("against", -1, "−1")), "Together", "+1")
    svg = etree.fromstring(str(waterfall(chart)))
    colours = [bar.get("fill") for bar in svg.findall(f"{SVG}rect")]
    assert len(set(colours)) == 3


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        waterfall(Waterfall("demo", "T", "D", (), "Together", "0"))
