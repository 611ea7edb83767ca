"""The words of an agency's feeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from markupsafe import Markup

from oneplan.partnership.feeds.models import Disagreement
from oneplan.partnership.feeds.operations import FoundRow
from oneplan.partnership.feeds.queries import DeliverySeen, Disclosed, Feed, Reason, Received, SourceContract, Stale
from oneplan.partnership.feeds.rules import PASSING, Corrected, SaidWrongBy, State
from oneplan.web.charts.bars import Bar, BarChart, bar_chart
from oneplan.web.words import long_date, long_datetime

STATES: dict[State, str] = {
    State.WAITING: "Waiting to be read",
    State.READING: "Being read",
    State.LOADED: "Loaded",
    State.SAME: "Already loaded: nothing was changed",
    State.ASKS: "Needs your answer",
    State.CONFIRMED: "Confirmed, waiting to be read again",
    State.REFUSED: "Not loaded",
    State.WITHDRAWN: "Withdrawn: nothing was loaded",
}
EXPLANATIONS: dict[State, str] = {
    State.WAITING: "Your files have arrived. This page shows how far they are.",
    State.READING: "Every row is being checked. This page shows when it is done.",
    State.LOADED: "What could be used is loaded, and counts from the next time everything is worked out.",
    State.SAME: "These are the same files as before. You do not need to do anything.",
    State.ASKS: "Nothing has been loaded yet, because something about the files is unusual.",
    State.CONFIRMED: "Thank you. The files are being read again.",
    State.REFUSED: "Nothing was changed. Put it right at the source and send the files again.",
    State.WITHDRAWN: "The files have been removed here. Send others when you have them.",
}
SEVERITIES = {
    "ask": "To confirm",
    "quarantine": "Not used until put right and sent again",
    "flag": "Used, but please look at these",
    "normalise": "Used, and counted: values put right or taken as empty, and repeats",
    "note": "To know",
}
#: The findings of a data-quality report, by the codes of what can be found in a row.
THEMES = {
    "Dates that cannot be": (
        "unreadable_date",
        "month_first",
        "ends_before_start",
        "before_birth",
        "after_death",
        "future_date",
        "too_old_for_a_child",
        "not_one_of",
    ),
    "Times that overlap": ("overlaps", "at_the_same_time", "same_day"),
    "Sent more than once": ("same_row_again", "same_key_again"),
    "Numbers of people that cannot be relied on": (
        "nhs_number_check",
        "upn_check",
        "number_shared",
        "not_english_number",
        "unknown_issuer",
    ),
    "Values that are missing": ("missing", "dummy_value"),
    "Codes that the list does not hold": ("unknown_code", "code_not_yet", "code_no_more"),
    "Text that came to harm": ("garbled_letters", "mixed_encoding", "unreadable_characters"),
    "Rows that refer to a row that is not there": ("not_found",),
}
ROWS_SHOWN = 200
#: Submissions in the picture of how quality went.
TREND = 12


@dataclass(frozen=True)
class Line:
    """One line of a summary: a question and its answer."""

    key: str
    value: str


@dataclass(frozen=True)
class Table:
    """A table of plain words."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class FeedCard:
    """One feed in the list."""

    source: str
    title: str
    rhythm: str
    last: str
    is_overdue: bool


@dataclass(frozen=True)
class FeedsPage:
    """Every feed of somebody's agencies."""

    feeds: tuple[FeedCard, ...]


@dataclass(frozen=True)
class Linked:
    """A row of a list that leads somewhere."""

    id: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class FeedPage:
    """One feed: sending, deliveries on their way, and how its quality went."""

    card: FeedCard
    form: Form
    format: str
    caveat: str
    lawful_basis: str
    retention: str
    deliveries: tuple[Linked, ...]
    received: tuple[Linked, ...]
    trend: Markup | None  # the share not used over submissions, as a picture; the table beneath has its numbers


@dataclass(frozen=True)
class DeliveryPage:
    """How far a delivery is."""

    id: int
    source: str
    title: str
    state: str
    explanation: str
    is_passing: bool
    asks: bool
    summary: tuple[Line, ...]
    refused: str
    reasons: tuple[Table, ...]
    submission_id: str


@dataclass(frozen=True)
class ReportPage:
    """The data-quality report on one submission. It holds no value that was sent."""

    source: str
    submission_id: str
    title: str
    received: str
    summary: tuple[Line, ...]
    reasons: tuple[Table, ...]
    themes: Table
    stale: tuple[Line, ...]
    led_to: tuple[Line, ...]
    led_to_note: str
    has_rows: bool


@dataclass(frozen=True)
class RowsPage:
    """Rows with findings, as they were sent."""

    source: str
    submission_id: str
    title: str
    table: Table
    note: str


def feeds_page(feeds: Sequence[Feed], today: date) -> FeedsPage:
    """Every feed, those that are overdue first."""
    cards = [_card(feed, today) for feed in feeds]
    return FeedsPage(tuple(sorted(cards, key=lambda card: not card.is_overdue)))


def feed_page(feed: Feed, deliveries: Sequence[DeliverySeen], form: Form, today: date) -> FeedPage:
    """One feed."""
    contract = feed.contract
    return FeedPage(
        card=_card(feed, today),
        form=form,
        format=contract.format,
        caveat=contract.caveat,
        lawful_basis=contract.lawful_basis,
        retention=contract.retention,
        deliveries=tuple(_delivery_row(one) for one in deliveries),
        received=tuple(_received_row(one) for one in feed.received),
        trend=_trend(feed),
    )


def delivery_page(seen: DeliverySeen) -> DeliveryPage:
    """How far a delivery is, and what was said about it."""
    report, delivery = seen.report, seen.delivery
    return DeliveryPage(
        id=delivery.pk,
        source=delivery.source,
        title=seen.title,
        state=STATES[seen.state],
        explanation=EXPLANATIONS[seen.state],
        is_passing=seen.state in PASSING,
        asks=seen.state is State.ASKS,
        summary=(
            Line("Files", ", ".join(delivery.files)),
            Line("Sent", f"{long_datetime(delivery.sent_at)}, by {_sender(seen)}"),
        ),
        refused=(report.refused or "") if report else "",
        reasons=_reason_tables(report.reasons) if report and seen.state is not State.LOADED else (),
        submission_id=seen.last.submission_id,
    )


def report_page(contract: SourceContract, received: Received, stale: Stale, led_to: Disclosed | None) -> ReportPage:
    """The report on one submission: counts, reasons, themes, and what it led to."""
    report = received.report
    return ReportPage(
        source=contract.name,
        submission_id=received.submission_id,
        title=contract.title,
        received=long_date(received.received_on),
        summary=(
            Line("Files", ", ".join(report.files)),
            Line("Rows read", f"{report.read:,}"),
            Line("Rows used", f"{report.loaded:,}, of which {report.flagged:,} should be looked at"),
            Line("Rows not used", f"{report.quarantined:,}"),
        ),
        reasons=_reason_tables(report.reasons),
        themes=_themes(report.reasons),
        stale=_stale(stale),
        led_to=_led_to(led_to, report.quarantined) if led_to else (),
        led_to_note=_led_to_note(led_to),
        has_rows=any(one.severity in {"quarantine", "flag"} for one in report.reasons),
    )


def rows_page(contract: SourceContract, submission_id: str, rows: Sequence[FoundRow]) -> RowsPage:
    """Rows as they were sent, for their sender."""
    note = f"The first {ROWS_SHOWN} are shown. The CSV file has them all." if len(rows) >= ROWS_SHOWN else ""
    return RowsPage(contract.name, submission_id, contract.title, _rows_table(rows), note)


def rows_cells(rows: Sequence[FoundRow]) -> list[tuple[str, ...]]:
    """Rows as cells, with a row of headings."""
    table = _rows_table(rows)
    return [table.head, *table.rows]


def _card(feed: Feed, today: date) -> FeedCard:
    every = feed.contract.expected_every_days
    days = (today - feed.last.received_on).days if feed.last else 0
    ago = "today" if days == 0 else f"{days:,} {'day' if days == 1 else 'days'} ago"
    return FeedCard(
        source=feed.contract.name,
        title=feed.contract.title,
        rhythm=f"Expected every {every} days" if every else "No rhythm was agreed",
        last=f"Last received on {long_date(feed.last.received_on)}, {ago}" if feed.last else "Nothing received yet",
        is_overdue=feed.is_overdue,
    )


def _delivery_row(seen: DeliverySeen) -> Linked:
    words = (", ".join(seen.delivery.files), STATES[seen.state])
    return Linked(str(seen.delivery.pk), long_datetime(seen.delivery.sent_at), words)


def _received_row(one: Received) -> Linked:
    report = one.report
    share = f"{100 * report.quarantined / report.read:.1f}%" if report.read else "none read"
    words = (f"{report.read:,}", f"{report.loaded:,}", f"{report.flagged:,}", f"{report.quarantined:,}", share)
    return Linked(one.submission_id, long_date(one.received_on), words)


def _sender(seen: DeliverySeen) -> str:
    return seen.delivery.sent_by.name if seen.delivery.sent_by else "your system, through its folder"


def _reason_tables(reasons: Sequence[Reason]) -> tuple[Table, ...]:
    return tuple(
        Table(caption, ("Table", "What was found", "Rows", "Lines"), tuple(map(_reason_row, of_these)))
        for severity, caption in SEVERITIES.items()
        if (of_these := [one for one in reasons if one.severity == severity])
    )


def _reason_row(one: Reason) -> tuple[str, ...]:
    more = " and more" if one.rows > len(one.lines) and one.lines else ""
    return (one.table or "All", one.message, f"{one.rows:,}" if one.rows else "", ", ".join(one.lines) + more)


def _themes(reasons: Sequence[Reason]) -> Table:
    found = tuple(
        (theme, f"{sum(one.rows for one in reasons if one.code in codes):,}") for theme, codes in THEMES.items()
    )
    return Table("By kind of finding", ("Kind", "Rows"), found)


def _trend(feed: Feed) -> Markup | None:
    """The share of rows not used in each of the last submissions, oldest first. One alone is no trend."""
    last = tuple(reversed(feed.received[:TREND]))
    if len(last) < 2:
        return None
    bars = tuple(_bar(one) for one in last)
    words = f"From {bars[0].words} to {bars[-1].words}."
    return bar_chart(BarChart("quality-over-submissions", "Share of rows not used", words, bars))


def _bar(one: Received) -> Bar:
    when, report = long_date(one.received_on), one.report
    if not report.read:
        return Bar(when, None, "none read")
    share = 100 * report.quarantined / report.read
    return Bar(when, share, f"{share:.1f}% of {report.read:,} rows")


def _stale(found: Stale) -> tuple[Line, ...]:
    particulars = "The files do not say when" if found.particulars is None else f"{found.particulars:,}"
    return (
        Line("People whose particulars were last checked over a year before", particulars),
        Line("Work that began over two years before and was not ended", f"{found.open_work:,}"),
    )


def _led_to(found: Disclosed, unused: int) -> tuple[Line, ...]:
    return (
        Line("Children for whom this file gave evidence", found.children),
        Line("Rows that could not be used", f"{unused:,}"),
        Line("Records of this source, in all its files", found.records),
        Line("Records that no other agency's record was found to belong with", found.unmatched),
        Line("Children about whom another agency's records say otherwise", found.contradictions),
    )


def _led_to_note(found: Disclosed | None) -> str:
    if found is None:
        return "Nothing has been worked out from it yet."
    return (
        f"As everything was worked out for {long_date(found.as_of)}. Which agency says otherwise, and about whom, is "
        f"not told here: whoever works with a child sees both. {found.rule_in_words}"
    )


def _rows_table(rows: Sequence[FoundRow]) -> Table:
    return Table(
        "Rows with findings, as you sent them",
        ("File", "Line", "Table", "Column", "What becomes of it", "What was found", "Value"),
        tuple(
            (one.file, str(one.line), one.table, one.column, SEVERITIES[one.severity], one.message, one.value)
            for one in rows
        ),
    )


_SAID_WRONG_BY = {
    SaidWrongBy.CHILD: "The child or young person",
    SaidWrongBy.PARENT: "A parent or carer",
    SaidWrongBy.WORKER: "A worker",
}
_ANSWERED = {Corrected.CORRECTED: "Put right at the source", Corrected.STANDS: "It stands"}


@dataclass(frozen=True)
class DisagreementLine:
    """What is said to be wrong, with which of the agency's own records, and the answer if there is one."""

    id: int
    record: str
    said: str
    answer: str


@dataclass(frozen=True)
class DisagreementsPage:
    """What is said to be wrong with one source; `form` is the one that was sent with something missing."""

    source: str
    title: str
    waiting: tuple[DisagreementLine, ...]
    answered: tuple[DisagreementLine, ...]
    form: Form


def disagreements_page(contract: SourceContract, found: Sequence[Disagreement], form: Form) -> DisagreementsPage:
    """What waits for an answer, and what was answered."""
    lines = [DisagreementLine(one.pk, one.event_id, disagreement_words(one), answer_words(one)) for one in found]
    return DisagreementsPage(
        contract.name,
        contract.title,
        tuple(line for line in lines if not line.answer),
        tuple(line for line in lines if line.answer),
        form,
    )


def disagreement_words(one: Disagreement) -> str:
    """Who says what, and since when."""
    return f"{_SAID_WRONG_BY[SaidWrongBy(one.said_by)]} says it is not so, {long_date(one.at.date())}: {one.statement}"


def answer_words(one: Disagreement) -> str:
    """What the agency answered; '' where it has not yet."""
    if not hasattr(one, "answer"):
        return ""
    answer = one.answer
    return f"{_ANSWERED[Corrected(answer.outcome)]}, {long_date(answer.at.date())}. {answer.words}"
