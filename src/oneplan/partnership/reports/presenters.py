"""The words of the reports' pages, and which documents they become."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from oneplan.definitions.factor import Factor
from oneplan.documents.docx import as_docx
from oneplan.documents.html import as_html
from oneplan.documents.model import Block, BulletList, Document, Figure, Heading, Note, Paragraph, Table
from oneplan.documents.pictures import as_png
from oneplan.documents.sheets import as_csv, as_ods
from oneplan.partnership.reports.models import Export
from oneplan.partnership.reports.operations import OTHERS, FactorByWard, IndicatorRead, PlaceCount, PlaceRead, Scorecard
from oneplan.partnership.reports.rules import REPORTS, Format, Kind
from oneplan.partnership.scorecard.presenters import IndicatorCard, figure_rows, indicator_card, scorecard_page
from oneplan.vocabulary.knowledge import FactorKind
from oneplan.web.charts.bars import Bar, BarChart, bar_chart
from oneplan.web.words import long_date, long_datetime

TITLES = {
    Kind.CAUSES_BY_WARD: "Children by cause and ward",
    Kind.SCORECARD: "Scorecard of the plan",
    Kind.INDICATOR: "Figures of an indicator",
}
EXPLANATIONS = {
    Kind.CAUSES_BY_WARD: "How many children each cause is recorded for, in each ward. Small numbers are hidden and the "
    "others rounded.",
    Kind.SCORECARD: "The plan's indicators as published, with intervals where they can be had.",
}
FORMATS = {
    Format.HTML: "Web page",
    Format.DOCX: "Word",
    Format.CSV: "Rows (CSV)",
    Format.ODS: "Spreadsheet (ODS)",
    Format.PNG: "Picture (PNG)",
}
PICTURE_CM = 16.0
#: Causes in one table: more do not fit beside the wards on upright paper.
CAUSES_PER_TABLE = 5
OTHER_WARDS = "Other wards, too small to show"


@dataclass(frozen=True)
class ReportChoice:
    """A report that can be made."""

    kind: str
    title: str
    explanation: str


@dataclass(frozen=True)
class ReportsPage:
    """What can be made, and what was."""

    choices: tuple[ReportChoice, ...]
    made_head: tuple[str, ...]
    made: tuple[tuple[str, ...], ...]
    problem: str


@dataclass(frozen=True)
class ReportPage:
    """A report as a page."""

    kind: str
    title: str
    subtitle: str
    body: Markup


def reports_page(made: Sequence[Export], problem: str = "") -> ReportsPage:
    """The choice of reports and the register of those made."""
    return ReportsPage(
        choices=tuple(ReportChoice(kind.value, TITLES[kind], EXPLANATIONS[kind]) for kind in REPORTS),
        made_head=("Report", "Format", "Made", "By", "Disclosure rule"),
        made=tuple(
            (
                ": ".join(filter(None, (TITLES[Kind(export.kind)], export.about))),
                FORMATS[Format(export.format)],
                long_datetime(export.made_at),
                export.made_by.name,
                export.rule,
            )
            for export in made
        ),
        problem=problem,
    )


def report_page(kind: Kind, document: Document) -> ReportPage:
    """A report to read on screen and to print."""
    return ReportPage(kind.value, document.title, document.subtitle, as_html(document))


def report_file(kind: Kind, document: Document, on: date) -> tuple[str, bytes]:
    """A report as a Word file: its name and its bytes."""
    return f"{kind.value}-{on.isoformat()}.docx", as_docx(document)


def indicator_file(read: IndicatorRead, form: Format) -> str | bytes:
    """One indicator's figures as CSV or ODS; as PNG its chart, with title and source, since a picture goes alone."""
    if form is Format.PNG:
        card = indicator_card(read)
        title, source = f"{card.name}. {card.title}", " ".join((card.source, *card.notes))
        return as_png(card.chart, width_cm=PICTURE_CM, title=title, source=source)
    rows = figure_rows(read)
    return as_csv(rows) if form is Format.CSV else as_ods(read.indicator.name, rows)


def report_document(made: PlaceRead | Scorecard, at: datetime) -> Document:
    """The report, whatever it is about."""
    return _place_document(made, at) if isinstance(made, PlaceRead) else _scorecard_document(made, at)


def _place_document(place: PlaceRead, at: datetime) -> Document:
    causes = place.framework.of_kind(FactorKind.CAUSE)
    found: dict[str, FactorByWard] = {held.factor_id: held for held in place.counts.factors}
    known = [(cause, found[cause.id]) for cause in causes if cause.id in found]
    unknown = tuple(cause.heading for cause in causes if cause.id not in found)
    as_of = long_date(place.counts.as_of)
    blocks: list[Block] = [
        Heading("What this is"),
        Paragraph(
            f"Children for whom agencies' records up to {as_of} show each cause of “{place.framework.name}”. "
            "A child with several causes is counted under each, so numbers must not be added up. "
            "A cause that nobody recorded is not known, which is not the same as absent."
        ),
        Note(place.counts.rule.in_words),
        Heading("The whole area"),
        *_whole_area(known),
        Heading("By ward"),
        *_ward_tables(known),
    ]
    if unknown:
        blocks += [Heading("What no agency's records can show"), BulletList(unknown)]
    blocks += [Heading("Where it comes from"), BulletList(_provenance(place))]
    subtitle = f"{place.framework.partnership}. Records up to {as_of}. Made on {long_date(at.date())}."
    return Document(TITLES[Kind.CAUSES_BY_WARD], subtitle, tuple(blocks))


def _whole_area(known: Sequence[tuple[Factor, FactorByWard]]) -> list[Block]:
    if not known:
        return [Paragraph("No source that was loaded can show any of the causes.")]
    said = [f"{cause.heading}: {_words(held.whole)}" for cause, held in known]
    alternative = f"Bar chart of children by cause. {'; '.join(said)}."
    caption = "Children by cause, the whole area"
    bars = tuple(Bar(cause.heading, _length(held.whole), _words(held.whole)) for cause, held in known)
    rows = tuple((cause.heading, held.whole.children.text, held.whole.percentage.text) for cause, held in known)
    population = known[0][1].whole.population.text
    return [
        Figure(
            bar_chart(BarChart("children-by-cause", caption, alternative, bars)),
            caption,
            alternative,
            f"Of {population} children known to any agency.",
        ),
        Table(f"{caption}, of {population} children known to any agency", ("Cause", "Children", "Per cent"), rows),
    ]


def _ward_tables(known: Sequence[tuple[Factor, FactorByWard]]) -> list[Block]:
    tables: list[Block] = []
    for start in range(0, len(known), CAUSES_PER_TABLE):
        part = known[start : start + CAUSES_PER_TABLE]
        rows = tuple(
            (_ward_name(counts[0]), *(count.children.text for count in counts))
            for counts in zip(*(held.wards for _, held in part), strict=True)
        )
        head = ("Ward", *(cause.heading for cause, _ in part))
        tables.append(Table(f"Children by ward, causes {start + 1} to {start + len(part)}", head, rows))
    return tables


def _provenance(place: PlaceRead) -> tuple[str, ...]:
    used = tuple(
        f"{place.source_titles.get(one.source, one.source)}, last received on {long_date(one.last_received_on)}"
        for one in place.sources
    )
    framework = place.framework
    return (
        *used,
        f"Framework: {framework.name}, version {framework.version}. {framework.adopted}",
        f"Disclosure rule: {place.counts.rule.name} (version {place.counts.rule.version}). {place.counts.rule.source}",
        f"Snapshot: {place.snapshot}",
    )


def _scorecard_document(found: Scorecard, at: datetime) -> Document:
    page = scorecard_page(found)
    blocks: list[Block] = [
        Paragraph(
            "Published figures for the plan's outcomes, beside England and the mean of ten statistical neighbours. "
            "Most differences between years cannot be told from chance, and each indicator says so."
        ),
        Note(
            "Disclosure: figures are shown as national bodies published them, after their own disclosure control. "
            "None comes from linked records."
        ),
    ]
    if page.are_proposed:
        blocks.append(Note("The plan names no indicators. These are OnePlan's proposal, for the partnership."))
    for outcome in page.outcomes:
        blocks.append(Heading(outcome.text))
        for card in outcome.cards:
            blocks += _card_blocks(card)
    subtitle = f"{page.authority}, {page.plan}. Made on {long_date(at.date())}."
    return Document(TITLES[Kind.SCORECARD], subtitle, tuple(blocks))


def _card_blocks(card: IndicatorCard) -> list[Block]:
    return [
        Heading(card.name, level=3),
        Paragraph(card.question),
        Figure(card.chart, card.title, card.description, card.source),
        Paragraph(card.change),
        Paragraph(card.interval),
        Paragraph(card.polarity),
        BulletList(card.notes),
        Table(card.table.caption, card.table.head, card.table.rows),
    ]


def _ward_name(count: PlaceCount) -> str:
    return OTHER_WARDS if count.part == OTHERS else count.part_name or count.part or "Ward not known"


def _length(count: PlaceCount) -> float | None:
    return None if count.children.value is None else float(count.children.value)


def _words(count: PlaceCount) -> str:
    return "hidden" if count.children.is_hidden else count.children.text
