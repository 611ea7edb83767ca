"""The words of turning the curve, and of data, audit and feedback side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import Form

from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.scorecard.models import CurveNote, Finding
from oneplan.partnership.scorecard.permissions import may_write
from oneplan.partnership.scorecard.presenters.figures import (
    IndicatorPage,
    ScorecardPage,
    indicator_card,
    indicator_page,
    scorecard_page,
)
from oneplan.partnership.scorecard.queries import CurveRead, Forecast, IndicatorRead, Told, Trend, Triangulation
from oneplan.partnership.scorecard.rules import CurvePart, FindingKind
from oneplan.vocabulary.numbers import in_words
from oneplan.web.words import long_date, long_datetime

HEADINGS = {
    CurvePart.STORY: "The story behind it",
    CurvePart.PARTNERS: "Who has a part to play",
    CurvePart.WORKS: "What works",
    CurvePart.NO_COST: "What would cost nothing",
    CurvePart.BOLD: "One bold idea",
    CurvePart.PROPOSE: "What we propose to do",
}
FINDINGS = {
    FindingKind.AUDIT: ("Qualitative audit", "No audit has been put here for this year."),
    FindingKind.FEEDBACK: ("Feedback", "Nothing that children or families said has been put here for this year."),
}


@dataclass(frozen=True)
class Note:
    """Somebody's words, with who wrote them down and when."""

    text: str
    source: str


@dataclass(frozen=True)
class Answer:
    """A question of turning the curve, the answer that stands, and the earlier ones."""

    heading: str
    stands: Note | None
    earlier: tuple[Note, ...]


@dataclass(frozen=True)
class ActionLine:
    """An action of this year's delivery plan."""

    id: int
    text: str
    owner: str


@dataclass(frozen=True)
class CurvePage:
    """An indicator with its figures, and turning its curve."""

    about: IndicatorPage
    forecast: str
    answers: tuple[Answer, ...]
    serves: str
    year: str
    actions: tuple[ActionLine, ...]
    may_write: bool


@dataclass(frozen=True)
class DataLine:
    """An indicator in a few sentences."""

    id: str
    name: str
    latest: str
    change: str


@dataclass(frozen=True)
class GlanceRow:
    """An indicator of the scorecard in a row: what it is now, whether it moves, and what was last said."""

    id: str
    name: str
    latest: str
    change: str
    narrative: Note | None
    answers: str  # the question that the narrative answers


@dataclass(frozen=True)
class ToldPage:
    """The scorecard, with everything that serves the plan at a glance."""

    card: ScorecardPage
    glance: tuple[GlanceRow, ...]


@dataclass(frozen=True)
class FindingLine:
    """What an audit or feedback says."""

    id: int
    note: Note
    basis: str
    withdrawn: str


@dataclass(frozen=True)
class Column:
    """Audits, or feedback."""

    heading: str
    empty: str
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True)
class JudgementLine:
    """What a body made of it."""

    heading: str
    note: Note


@dataclass(frozen=True)
class TriangulationPage:
    """An outcome in a year, seen three ways, and the judgement."""

    serves: str
    text: str
    year: int
    years: tuple[int, ...]
    data: tuple[DataLine, ...]
    columns: tuple[Column, ...]
    judgements: tuple[JudgementLine, ...]
    missing: str  # what a judgement would be made without; empty when all three are there
    may_write: bool


@dataclass(frozen=True)
class WritingPage:
    """A form about an indicator or an outcome."""

    heading: str
    caption: str
    explanation: str
    button: str
    form: Form
    indicator_id: str = ""
    serves: str = ""
    year: int = 0


#: What is asked about an outcome: the heading, what to know first, and the button.
ASKED = {
    "finding": ("Add an audit or feedback", "It stands beside the data, with what it rests on.", "Add it"),
    "judgement": (
        "Write down a judgement",
        "What a body made of data, audit and feedback together. A later judgement stands before an earlier one.",
        "Write it down",
    ),
    "take back": ("Take a finding back", "It stays to be seen, with your name and reason.", "Take it back"),
}


def curve_page(found: CurveRead, viewer: Viewer) -> CurvePage:
    """An indicator's whole page."""
    return CurvePage(
        about=indicator_page(found.read),
        forecast=forecast_words(found.read),
        answers=tuple(_answer(part, notes) for part, notes in found.notes.items()),
        serves=found.read.serves,
        year=found.year,
        actions=tuple(ActionLine(one.action.pk, one.terms.text, one.terms.owner.name) for one in found.actions),
        may_write=may_write(viewer),
    )


def told_page(found: Told) -> ToldPage:
    """The scorecard. Each question of turning the curve is answered apart; the last answer to any stands here."""
    serving = [read for outcome in found.scorecard.outcomes for read in outcome.indicators]
    return ToldPage(scorecard_page(found.scorecard), tuple(_glance(read, found) for read in serving))


def forecast_words(read: IndicatorRead) -> str:
    """Where the figures would go if nothing changed, and how little five of them can tell."""
    latest = read.series.latest
    if not read.forecast or latest is None:
        return "No forecast can be made: it needs five comparable figures in a row, each with its interval."
    furthest = read.forecast[-1]
    how = {
        Trend.INCREASING: "going on along the rise of the last five",
        Trend.DECREASING: "going on along the fall of the last five",
    }.get(furthest.trend, "level, as the last five show no trend")
    said = ", ".join(_forecast(read, one, latest.year) for one in read.forecast)
    return (
        f"If nothing changes ({how}): {said}. Five figures tell little about those to come; the ranges say how little."
    )


def writing_about_indicator(found: CurveRead, form: Form) -> WritingPage:
    """Answering a question about an indicator."""
    explained = "Earlier answers stay to be seen. Figures about a whole population never score one programme."
    indicator = found.read.indicator
    return WritingPage("Turn the curve", indicator.name, explained, "Write it down", form, indicator_id=indicator.id)


def writing_about_outcome(found: Triangulation, form: Form, asked: str) -> WritingPage:
    """A form about an outcome in a year. `asked` is a key of `ASKED`."""
    heading, explained, button = ASKED[asked]
    caption = f"{found.text}, {found.year}"
    return WritingPage(heading, caption, explained, button, form, serves=found.serves, year=found.year)


def triangulation_page(found: Triangulation, viewer: Viewer) -> TriangulationPage:
    """Data, audit and feedback side by side."""
    standing = {one.kind for one in found.findings if not hasattr(one, "withdrawal")}
    missing = [FINDINGS[kind][0].lower() for kind in FindingKind if kind not in standing]
    return TriangulationPage(
        serves=found.serves,
        text=found.text,
        year=found.year,
        years=found.years,
        data=tuple(map(data_line, found.indicators)),
        columns=tuple(
            Column(heading, empty, tuple(_finding(one) for one in found.findings if one.kind == kind))
            for kind, (heading, empty) in FINDINGS.items()
        ),
        judgements=tuple(
            JudgementLine(
                f"{one.body}, {long_date(one.on)}",
                Note(one.text, f"Signed by {one.signed_by}; written down by {one.by.name}, {long_datetime(one.at)}"),
            )
            for one in found.judgements
        ),
        missing=f"A judgement now would be made without {' and '.join(missing)}." if missing else "",
        may_write=may_write(viewer),
    )


def _answer(part: CurvePart, notes: tuple[CurveNote, ...]) -> Answer:
    said = tuple(map(note, notes))
    return Answer(HEADINGS[part], said[0] if said else None, said[1:])


def note(one: CurveNote | Finding) -> Note:
    """Somebody's words, with who wrote them down and when."""
    return Note(one.text, f"Written down by {one.by.name}, {long_datetime(one.at)}")


def _finding(one: Finding) -> FindingLine:
    withdrawal = getattr(one, "withdrawal", None)
    taken_back = ""
    if withdrawal:
        taken_back = f"Taken back by {withdrawal.by.name}, {long_datetime(withdrawal.at)}: {withdrawal.reason}"
    return FindingLine(one.pk, note(one), one.basis, taken_back)


def data_line(read: IndicatorRead) -> DataLine:
    """An indicator in a few sentences."""
    card = indicator_card(read)
    return DataLine(card.id, card.name, card.title, card.change)


def _glance(read: IndicatorRead, found: Told) -> GlanceRow:
    line, last = data_line(read), found.narratives.get(read.indicator.id)
    return GlanceRow(
        id=line.id,
        name=line.name,
        latest=line.latest,
        change=line.change,
        narrative=note(last) if last else None,
        answers=HEADINGS[CurvePart(last.part)] if last else "",
    )


def _forecast(read: IndicatorRead, one: Forecast, year: int) -> str:
    value, lower, upper = (
        in_words(number, read.indicator.places) for number in (one.value, one.interval.lower, one.interval.upper)
    )
    return f"{value} in {year + one.periods_ahead} ({lower} to {upper})"
