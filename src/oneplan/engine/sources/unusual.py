"""What in a delivery's own report is unusual enough to ask about before it is loaded."""

from collections.abc import Mapping, Sequence

from oneplan.engine.sources.before import Seen, asked
from oneplan.engine.sources.report import LoadReport, Reason

#: More than this share of rows that could not be used asks first; a few rows are a few mistakes.
_MUCH, _A_FEW = 0.05, 5
#: So many times the share of the delivery before.
_TIMES = 10

UNUSED = "many_not_used"
MORE_OFTEN = "more_often_than_before"
MONTH_FIRST = "month_first"


def unusual(report: LoadReport, now: Seen, before: Sequence[Seen]) -> tuple[Reason, ...]:
    """What has to be confirmed, each a `Reason` of severity `ask`. `before` is in the order of receipt."""
    return (*_order_of_days(report), *_many_unused(report), *_more_often(report, now, before))


def found_in(report: LoadReport) -> Mapping[str, int]:
    """How many rows each thing was found in, to compare the next delivery with."""
    return {_key(one): one.rows for one in report.reasons if one.severity in ("quarantine", "flag")}


def _key(reason: Reason) -> str:
    return f"{reason.table}|{reason.column}|{reason.code}"


def _order_of_days(report: LoadReport) -> list[Reason]:
    """One day that can only be read with the month first makes every other day of its column doubtful."""
    return [
        asked(
            MONTH_FIRST,
            f"{one.rows:,} {'day' if one.rows == 1 else 'days'} in {one.column} can only be read with the month first, "
            "so the others may mean another day than they seem to",
            one.table,
            one.rows,
        )
        for one in report.reasons
        if one.code == "month_first"
    ]


def _many_unused(report: LoadReport) -> list[Reason]:
    if report.quarantined < _A_FEW or report.quarantined <= _MUCH * report.read:
        return []
    sentence = f"{report.quarantined:,} of {report.read:,} rows could not be used, which is more than 1 in 20"
    return [asked(UNUSED, sentence, rows=report.quarantined)]


def _more_often(report: LoadReport, now: Seen, before: Sequence[Seen]) -> list[Reason]:
    """Something found in ten times the share of rows that it was found in last time, when that is more than a few."""
    last = next((one for one in reversed(before) if one.received_on <= now.received_on), None)
    if last is None:
        return []
    found = []
    for one in report.reasons:
        rows, rows_before = now.rows.get(one.table, 0), last.rows.get(one.table, 0)
        if one.severity not in ("quarantine", "flag") or one.rows < _A_FEW or not rows or not rows_before:
            continue
        usual = max(last.found.get(_key(one), 0), 1) / rows_before
        if one.rows / rows >= _TIMES * usual:
            times = (
                f"{one.rows:,} of {rows:,} rows; last time it was {last.found.get(_key(one), 0):,} of {rows_before:,}"
            )
            found.append(asked(MORE_OFTEN, f"{one.message}: {times}", one.table, one.rows))
    return found
