"""A waterfall: how a number comes about, part by part, from a starting value to what it is in the end."""

from dataclasses import dataclass

from markupsafe import Markup

from oneplan.web.charts.scale import axis
from oneplan.web.charts.svg import DARK_BLUE, INK, ORANGE, QUIET, Drawing, text_width

WIDTH = 440.0
ROW = 46.0
BAR = 14.0


@dataclass(frozen=True)
class Step:
    """One part: what it is, how much it adds or takes away, and that in words."""

    label: str
    adds: float
    words: str


@dataclass(frozen=True)
class Waterfall:
    """What to draw. The last bar, the sum, is drawn from nought."""

    name: str  # unique on the page
    title: str
    description: str
    steps: tuple[Step, ...]
    sum_label: str
    sum_words: str


def waterfall(chart: Waterfall) -> Markup:
    """Draw it. Names stand over the bars, so that long ones fit on a phone. Raises `ValueError` without steps."""
    if not chart.steps:
        raise ValueError("A waterfall needs at least one step.")
    levels = [0.0]
    for step in chart.steps:
        levels.append(levels[-1] + step.adds)
    room = max(text_width(words) for words in (*(step.words for step in chart.steps), chart.sum_words)) + 12
    along = axis(min(levels), max(levels), start=6, end=WIDTH - room, from_zero=True)
    height = ROW * (len(chart.steps) + 1) + 4
    drawing = Drawing(name=chart.name, width=WIDTH, height=height, title=chart.title, description=chart.description)
    nought = along.position(0)
    for row, step in enumerate(chart.steps):
        before, after = along.position(levels[row]), along.position(levels[row + 1])
        colour = DARK_BLUE if step.adds >= 0 else ORANGE
        _bar(drawing, ROW * row, (step.label, step.words), (before, after), colour)
        _nought(drawing, ROW * row, nought)
    said = (chart.sum_label, chart.sum_words)
    _bar(drawing, ROW * len(chart.steps), said, (nought, along.position(levels[-1])), INK)
    _nought(drawing, ROW * len(chart.steps), nought)
    return drawing.markup()


def _bar(drawing: Drawing, top: float, said: tuple[str, str], between: tuple[float, float], colour: str) -> None:
    left, right = sorted(between)
    drawing.text(0, top + 15, said[0])
    drawing.add("rect", x=left, y=top + 20, width=max(right - left, 1), height=BAR, fill=colour)
    drawing.text(right + 6, top + 20 + BAR - 2, said[1], fill=QUIET)


def _nought(drawing: Drawing, top: float, at: float) -> None:
    """Where nought is, beside the bar only: a line through the whole picture would cross the names."""
    drawing.add("line", x1=at, y1=top + 17, x2=at, y2=top + 23 + BAR, stroke=QUIET, stroke_width=1)
