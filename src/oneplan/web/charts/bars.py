"""A bar chart of counts: bars from zero, names over them, numbers at their ends, hidden counts said to be hidden."""

from dataclasses import dataclass

from markupsafe import Markup

from oneplan.web.charts.scale import axis
from oneplan.web.charts.svg import DARK_BLUE, QUIET, Drawing, text_width

WIDTH = 440.0
ROW = 42.0
BAR = 14.0


@dataclass(frozen=True)
class Bar:
    """One bar. Without a value nothing is drawn but `words`, which say why (a hidden number is not nought)."""

    label: str
    value: float | None
    words: str


@dataclass(frozen=True)
class BarChart:
    """What to draw."""

    name: str  # unique on the page
    title: str
    description: str
    bars: tuple[Bar, ...]


def bar_chart(chart: BarChart) -> Markup:
    """Draw it. Names stand over the bars, so that long ones fit on a phone. Raises `ValueError` without bars."""
    if not chart.bars:
        raise ValueError("A chart needs at least one bar.")
    most = max((bar.value for bar in chart.bars if bar.value is not None), default=1)
    end = WIDTH - 12 - max(text_width(bar.words) for bar in chart.bars)
    along = axis(0, most, start=0, end=end, from_zero=True)
    height = ROW * len(chart.bars) + 4
    drawing = Drawing(name=chart.name, width=WIDTH, height=height, title=chart.title, description=chart.description)
    for row, bar in enumerate(chart.bars):
        top = ROW * row
        length = along.position(bar.value) if bar.value is not None else 0
        drawing.text(0, top + 15, bar.label)
        drawing.add("rect", x=0, y=top + 20, width=length, height=BAR, fill=DARK_BLUE)
        drawing.text(length + 6, top + 20 + BAR - 2, bar.words, fill=QUIET)
    return drawing.markup()
