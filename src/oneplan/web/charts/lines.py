"""A line chart over years: gaps stay gaps, intervals are bands, and every line carries its own name."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from oneplan.web.charts.scale import Axis, axis
from oneplan.web.charts.svg import DARK_BLUE, DARK_PINK, FONT_SIZE, INK, QUIET, RULE, TURQUOISE, Drawing, text_width

WIDTH, HEIGHT = 460.0, 300.0
TOP, BOTTOM = 28.0, 34.0
LABEL_GAP = 17.0
#: Colour, dashes and marker together, so that colour is never the only difference. The place itself comes first.
STYLES = ((DARK_BLUE, "", "circle"), (DARK_PINK, "7 4", "square"), (TURQUOISE, "2 4", "diamond"))


@dataclass(frozen=True)
class Mark:
    """One year of a line. Without a value it is a gap. Limits are those of the interval, where one is known."""

    year: int
    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Line:
    """A named line, in one of `STYLES`: the same thing has the same style in every chart, whatever else is there."""

    label: str
    marks: tuple[Mark, ...]
    style: int


@dataclass(frozen=True)
class LineChart:
    """What to draw. `break_years` start a new definition; lines never join across one."""

    name: str  # unique on the page
    title: str
    description: str
    unit: str
    lines: tuple[Line, ...]
    break_years: frozenset[int] = frozenset()


def line_chart(chart: LineChart) -> Markup:
    """Draw it. Raises `ValueError` for two lines of one style, or for no value at all."""
    if len({line.style for line in chart.lines}) < len(chart.lines):
        raise ValueError("Two lines of one style cannot be told apart.")
    marks = [mark for line in chart.lines for mark in line.marks]
    values = [value for mark in marks for value in (mark.value, mark.lower, mark.upper) if value is not None]
    if not values:
        raise ValueError("A chart needs at least one value.")
    drawing = Drawing(name=chart.name, width=WIDTH, height=HEIGHT, title=chart.title, description=chart.description)
    upright = axis(min(values), max(values), start=HEIGHT - BOTTOM, end=TOP)
    left = 10 + max(text_width(_tick(upright, tick)) for tick in upright.ticks)
    right = WIDTH - 14 - max(text_width(line.label) for line in chart.lines)
    years = Years(min(mark.year for mark in marks), max(mark.year for mark in marks), left + 8, right)
    _draw_frame(drawing, chart, upright, years, left)
    for line in sorted(chart.lines, key=lambda line: -line.style):  # the first style is drawn last, on top
        _draw_line(drawing, _runs(line.marks, chart.break_years), STYLES[line.style], upright, years)
    _draw_labels(drawing, chart.lines, upright, years)
    return drawing.markup()


@dataclass(frozen=True)
class Years:
    """The horizontal axis."""

    first: int
    last: int
    start: float
    end: float

    def position(self, year: float) -> float:
        """Where a year stands in the picture."""
        return self.start + (year - self.first) / max(self.last - self.first, 1) * (self.end - self.start)

    def labelled(self) -> range:
        """The years that have room for their number: every one, or every second, third ... back from the last."""
        room = (self.end - self.start) / max(self.last - self.first, 1)
        every = int(text_width("2000") / room) + 1
        return range(self.last, self.first - 1, -every)


def _draw_frame(drawing: Drawing, chart: LineChart, upright: Axis, years: Years, left: float) -> None:
    note = "" if upright.starts_at_zero else f" (from {_tick(upright, upright.ticks[0])}, not from 0)"
    drawing.text(0, FONT_SIZE - 1, f"{chart.unit}{note}", fill=QUIET)
    for tick in upright.ticks:
        height = upright.position(tick)
        drawing.add("line", x1=left, x2=years.end + 4, y1=height, y2=height, stroke=RULE, stroke_width=1)
        drawing.text(left - 6, height + 5, _tick(upright, tick), text_anchor="end", fill=QUIET)
    for year in years.labelled():
        drawing.text(years.position(year), HEIGHT - 12, str(year), text_anchor="middle", fill=QUIET)
    for year in sorted(chart.break_years):
        if years.first < year <= years.last:
            x = years.position(year - 0.5)
            drawing.add("line", x1=x, x2=x, y1=TOP, y2=HEIGHT - BOTTOM, stroke=INK, stroke_dasharray="1 3")


def _draw_line(
    drawing: Drawing, runs: list[list[Mark]], style: tuple[str, str, str], upright: Axis, years: Years
) -> None:
    colour, dashes, marker = style
    for run in runs:
        limits = [
            (mark.year, mark.lower, mark.upper) for mark in run if mark.lower is not None and mark.upper is not None
        ]
        if len(limits) > 1:
            there = [(years.position(year), upright.position(upper)) for year, _, upper in limits]
            back = [(years.position(year), upright.position(lower)) for year, lower, _ in reversed(limits)]
            drawing.add("polygon", points=_points([*there, *back]), fill=colour, fill_opacity=0.18)
        spots = [(years.position(mark.year), upright.position(mark.value)) for mark in run if mark.value is not None]
        dashed = {"stroke_dasharray": dashes} if dashes else {}
        drawing.add("polyline", points=_points(spots), fill="none", stroke=colour, stroke_width=2.5, **dashed)
        for x, y in spots:
            _draw_marker(drawing, marker, x, y, colour)


def _runs(marks: Sequence[Mark], breaks: frozenset[int]) -> list[list[Mark]]:
    """Marks that may be joined: in consecutive years, with values, and of one definition."""
    known = [mark for mark in marks if mark.value is not None]
    runs = [[mark] for mark in known[:1]]
    for before, mark in pairwise(known):
        if mark.year == before.year + 1 and mark.year not in breaks:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs


def _draw_marker(drawing: Drawing, marker: str, x: float, y: float, colour: str) -> None:
    if marker == "circle":
        drawing.add("circle", cx=x, cy=y, r=3.5, fill=colour)
    elif marker == "square":
        drawing.add("rect", x=x - 3, y=y - 3, width=6, height=6, fill=colour)
    else:
        drawing.add("polygon", points=_points([(x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)]), fill=colour)


def _draw_labels(drawing: Drawing, lines: Sequence[Line], upright: Axis, years: Years) -> None:
    """Names at the ends of the lines, moved apart where they would overlap, with a hair line back to the line."""
    ends = []
    for line in lines:
        last = next((mark for mark in reversed(line.marks) if mark.value is not None), None)
        if last is not None and last.value is not None:
            ends.append((upright.position(last.value), years.position(last.year), line.label, line.style))
    ends.sort()
    for (y, x, label, style), label_y in zip(ends, _spread([end[0] for end in ends]), strict=True):
        drawing.add("line", x1=x + 5, y1=y, x2=years.end + 11, y2=label_y, stroke=STYLES[style][0], stroke_width=1.5)
        drawing.text(years.end + 13, label_y + 5, label, font_weight="bold" if style == 0 else "normal")


def _spread(heights: list[float]) -> list[float]:
    """Heights at least a label apart, kept inside the picture."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + LABEL_GAP) if placed else max(height, TOP))
    overflow = max((placed[-1] if placed else 0) - (HEIGHT - BOTTOM), 0)
    return [height - overflow for height in placed]


def _points(spots: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)


def _tick(upright: Axis, value: float) -> str:
    return f"{value:,.{upright.places}f}"
