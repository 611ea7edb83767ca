"""A bar chart of counts: bars from zero, names at the left, numbers at their ends, hidden counts said to be hidden."""

from dataclasses import dataclass

from markupsafe import Markup

from oneplan.web.charts.scale import axis
from oneplan.web.charts.svg import DARK_BLUE, FONT_SIZE, QUIET, Drawing, text_width

WIDTH = 560.0
ROW = 26.0
BAR = 16.0
MOST_LETTERS = 38


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
    """Draw it. Raises `ValueError` when there are no bars."""
    if not chart.bars:
        raise ValueError("A chart needs at least one bar.")
    labels = [_short(bar.label) for bar in chart.bars]
    left = 8 + max(text_width(label, FONT_SIZE * 0.9) for label in labels)
    right = WIDTH - 12 - max(text_width(bar.words) for bar in chart.bars)
    along = axis(
        0,
        max((bar.value for bar in chart.bars if bar.value is not None), default=1),
        start=left,
        end=right,
        from_zero=True,
    )
    drawing = Drawing(
        name=chart.name,
        width=WIDTH,
        height=ROW * len(chart.bars) + 8,
        title=chart.title,
        description=chart.description,
    )
    for row, (bar, label) in enumerate(zip(chart.bars, labels, strict=True)):
        top = ROW * row + 4
        baseline = top + BAR - 3
        drawing.text(left - 8, baseline, label, text_anchor="end")
        length = along.position(bar.value) - left if bar.value is not None else 0
        drawing.add("rect", x=left, y=top, width=length, height=BAR, fill=DARK_BLUE)
        drawing.text(left + length + 6, baseline, bar.words, fill=QUIET)
    return drawing.markup()


def _short(label: str) -> str:
    return label if len(label) <= MOST_LETTERS else label[: MOST_LETTERS - 1].rstrip() + "…"
