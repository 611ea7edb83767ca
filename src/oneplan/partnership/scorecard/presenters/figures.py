"""The words and charts of the scorecard. No arrow and no colour says what the figures do not."""

from dataclasses import dataclass

from markupsafe import Markup

from oneplan.definitions.indicator import Indicator, Polarity
from oneplan.partnership.scorecard.queries import (
    CHI_SQUARED_LIMIT,
    IndicatorRead,
    Point,
    RecentTrend,
    Scorecard,
    Series,
    Trend,
)
from oneplan.vocabulary.change import Change
from oneplan.vocabulary.numbers import in_words
from oneplan.web.charts.lines import Line, LineChart, Mark, line_chart

NOT_PUBLISHED = "not published"


@dataclass(frozen=True)
class FigureTable:
    """Every figure behind a chart: a row for each year."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class IndicatorCard:
    """An indicator as it stands on the scorecard, and in the report."""

    id: str
    name: str
    question: str
    title: str  # says what the chart shows
    chart: Markup
    description: str  # the chart in words
    change: str
    interval: str
    polarity: str
    notes: tuple[str, ...]
    source: str
    table: FigureTable


@dataclass(frozen=True)
class OutcomeCards:
    """An outcome with its indicators."""

    code: str
    text: str
    cards: tuple[IndicatorCard, ...]


@dataclass(frozen=True)
class IndicatorLine:
    """A published measure in a list: its latest figure in words."""

    id: str
    name: str
    latest: str


@dataclass(frozen=True)
class ScorecardPage:
    """The scorecard."""

    authority: str
    plan: str
    are_proposed: bool
    outcomes: tuple[OutcomeCards, ...]
    wanted: tuple[tuple[str, str], ...]
    others: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator, with what it means and where it comes from."""

    card: IndicatorCard
    meaning: tuple[tuple[str, str], ...]
    source_url: str
    licence: str


def scorecard_page(found: Scorecard) -> ScorecardPage:
    """The whole scorecard."""
    return ScorecardPage(
        authority=found.authority,
        plan=found.plan,
        are_proposed=any(read.is_proposed for outcome in found.outcomes for read in outcome.indicators),
        outcomes=tuple(
            OutcomeCards(outcome.code, outcome.text, tuple(indicator_card(read) for read in outcome.indicators))
            for outcome in found.outcomes
        ),
        wanted=tuple((held.name, held.missing) for held in found.wanted),
        others=tuple(IndicatorLine(read.indicator.id, read.indicator.name, _title(read)) for read in found.others),
    )


def indicator_page(read: IndicatorRead) -> IndicatorPage:
    """One indicator's page."""
    indicator = read.indicator
    meaning = (
        ("Counted", indicator.numerator),
        ("Out of", indicator.denominator),
        ("Unit", indicator.unit),
        ("Period", indicator.period),
        ("Serves", read.outcome or "Nothing that this plan names"),
        ("Owner", indicator.owner),
        ("Disclosure", indicator.disclosure),
    )
    return IndicatorPage(indicator_card(read), meaning, indicator.publication.url, indicator.publication.licence)


def indicator_card(read: IndicatorRead) -> IndicatorCard:
    """An indicator with its chart, its table and the honest sentences."""
    indicator = read.indicator
    title = _title(read)
    description = _description(read)
    return IndicatorCard(
        id=indicator.id,
        name=indicator.name,
        question=indicator.question,
        title=title,
        chart=_chart(read, title, description),
        description=description,
        change=_change(read),
        interval=_interval_note(read),
        polarity=_polarity(indicator),
        notes=(*_gaps_and_breaks(read), *_names(read), *(f"{caveat}." for caveat in indicator.caveats)),
        source=f"Source: {indicator.publication.publisher}, {indicator.publication.title} "
        f"({indicator.publication.licence}).",
        table=_table(read),
    )


def _title(read: IndicatorRead) -> str:
    """What the chart shows, as a sentence with its latest figures."""
    latest = read.series.latest
    if latest is None:
        return f"{read.indicator.name}: nothing published for {read.place}"
    said = f"{read.place} {_with_unit(read.indicator, latest)} in {latest.year}"
    others = [
        f"{beside.comparator.label} {_value(read.indicator, there)}"
        for beside in read.beside
        if beside.comparator.is_drawn and (there := _in_year(beside.series, latest.year)) and there.value is not None
    ]
    return ", ".join([said, *others])


def _chart(read: IndicatorRead, title: str, description: str) -> Markup:
    drawn = [(read.place, read.series, 0)]
    shown = [beside for beside in read.beside if beside.comparator.is_drawn]
    drawn += [(beside.comparator.label, beside.series, style) for style, beside in enumerate(shown, start=1)]
    lines = tuple(Line(label, _marks(there, style == 0), style) for label, there, style in drawn if there.points)
    breaks = frozenset(broken.from_year for broken in read.indicator.breaks)
    return line_chart(LineChart(f"chart-{read.indicator.id}", title, description, read.indicator.unit, lines, breaks))


def _marks(there: Series, has_band: bool) -> tuple[Mark, ...]:
    """Only the place's own line has a band: three bands over each other hide one another."""
    return tuple(
        Mark(point.year, point.value, point.interval.lower, point.interval.upper)
        if has_band and point.interval
        else Mark(point.year, point.value)
        for point in there.points
    )


def _description(read: IndicatorRead) -> str:
    parts = [f"Line chart of {read.indicator.name.lower()}, {read.indicator.unit}, by year ({read.indicator.period})."]
    named = [(read.place, read.series)]
    named += [(beside.comparator.words, beside.series) for beside in read.beside if beside.comparator.is_drawn]
    for name, there in named:
        known = [point for point in there.points if point.value is not None]
        if known:
            first, last = known[0], known[-1]
            ends = [f"{_value(read.indicator, point)} in {point.year}" for point in (first, last)]
            parts.append(f"{name}: {', '.join(ends)}.")
    return " ".join([*parts, "Every figure is in the table."])


def _change(read: IndicatorRead) -> str:
    """The trend where it can be tested; otherwise why nothing is said."""
    found = read.change
    years = f"{found.from_year} and {found.to_year}"
    if read.trend.trend is not Trend.CANNOT_BE_CALCULATED and found.to_year is not None:
        return _trend(read.trend, f"from {found.from_year} to {found.to_year}")
    return {
        Change.LATEST_MISSING: "There is no figure for the latest year, so nothing is said about change.",
        Change.TOO_FEW_POINTS: f"Too few points to say whether it changed: {_in_a_row(found.points)} in a row can be "
        "compared, and five are needed.",
        Change.NO_INTERVAL: "These figures cannot tell whether a difference between years is more than chance, because "
        "no interval can be worked out.",
        Change.OVERLAP: f"The intervals of {years} overlap: the figures show no change between them beyond chance.",
        Change.HIGHER: f"Higher in {found.to_year} than in {found.from_year}, by more than chance: the intervals do "
        "not overlap.",
        Change.LOWER: f"Lower in {found.to_year} than in {found.from_year}, by more than chance: the intervals do "
        "not overlap.",
    }[found.change]


def _trend(found: RecentTrend, years: str) -> str:
    if found.trend is Trend.INCREASING:
        return f"Rising {years}: the line through these five figures rises by more than chance, whichever is left out."
    if found.trend is Trend.DECREASING:
        return f"Falling {years}: the line through these five figures falls by more than chance, whichever is left out."
    if found.chi_squared is not None and found.chi_squared > CHI_SQUARED_LIMIT:
        return f"No significant change {years}: what difference there is depends on a single year."
    return f"No significant change {years}: the differences between these five figures are no more than chance gives."


def _in_a_row(points: int) -> str:
    return "1 figure" if points == 1 else f"{points} figures"


def _interval_note(read: IndicatorRead) -> str:
    latest = read.series.latest
    if latest is None or latest.interval is None:
        return "Interval not available: the source publishes no counts with these figures."
    lower, upper = (in_words(limit, read.indicator.places) for limit in (latest.interval.lower, latest.interval.upper))
    return (
        f"The band is the 95% interval: chance alone could have given {lower} to {upper} in {latest.year}. "
        "Worked out here from the published counts (Byar's method)."
    )


def _polarity(indicator: Indicator) -> str:
    words = {
        Polarity.HIGH: "High is better",
        Polarity.LOW: "Low is better",
        Polarity.NONE: "Neither high nor low is called better",
    }[indicator.polarity]
    return f"{words}. {indicator.polarity_reason}."


def _gaps_and_breaks(read: IndicatorRead) -> list[str]:
    missing = [str(point.year) for point in read.series.points if point.value is None]
    notes = [f"Not published for {', '.join(missing)}."] if missing else []
    notes += [f"Not comparable before {broken.from_year}: {_small(broken.reason)}." for broken in read.indicator.breaks]
    return notes + [f"{held.area} is not shown. {held.reason}." for held in read.indicator.withheld]


def _names(read: IndicatorRead) -> list[str]:
    """What the short labels of comparators stand for."""
    named = [one.comparator for one in read.beside if one.series.points]
    return [f"{held.label}: {_small(held.words)}." for held in named if held.label != held.words]


def _table(read: IndicatorRead) -> FigureTable:
    beside = [one for one in read.beside if one.series.points]
    has_intervals = any(point.interval for point in read.series.points)
    head = ["Year", read.place, *(["95% interval"] if has_intervals else []), *(one.comparator.label for one in beside)]
    rows = []
    for point in reversed(read.series.points):
        row = [str(point.year), _value(read.indicator, point)]
        row += [_interval(read.indicator, point)] if has_intervals else []
        row += [_value(read.indicator, _in_year(one.series, point.year)) for one in beside]
        rows.append(tuple(row))
    caption = f"{read.indicator.name}, {read.indicator.unit}, {read.indicator.period}"
    return FigureTable(caption, tuple(head), tuple(rows))


def _value(indicator: Indicator, point: Point | None) -> str:
    return NOT_PUBLISHED if point is None or point.value is None else in_words(point.value, indicator.places)


def _with_unit(indicator: Indicator, point: Point) -> str:
    space = "" if indicator.unit.startswith("%") else " "
    return f"{_value(indicator, point)}{space}{indicator.unit}"


def _interval(indicator: Indicator, point: Point) -> str:
    if point.interval is None:
        return "not available"
    return f"{in_words(point.interval.lower, indicator.places)} to {in_words(point.interval.upper, indicator.places)}"


def _in_year(there: Series, year: int) -> Point | None:
    return next((point for point in there.points if point.year == year), None)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
