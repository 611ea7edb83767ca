"""A source's contract as a page: tables, columns, codes, caveats, and what each code is evidence of."""

from collections.abc import Iterator

from oneplan.definitions.framework import Framework
from oneplan.definitions.source import Column, SourceContract, SourceTable
from oneplan.definitions.source_rows import EventRows

_TYPES = {
    "given_name": "first name",
    "family_name": "last name",
    "nhs_number": "NHS number",
    "upn": "unique pupil number",
    "yes_no": "yes or no",
    "whole": "whole number",
}


def page_of_source(contract: SourceContract, framework: Framework) -> str:
    """The page in Markdown."""
    parts = [
        f"# Source: {contract.title}",
        f"Printed from `src/oneplan/definitions/sources/{contract.name}.yaml` by `./run docs`; do not edit. "
        f"Load it with `./run load {contract.name} FILE...`.",
        contract.reason,
        f"**Caveat.** {contract.caveat.strip()}",
        "\n".join(
            (
                f"- Answers for it: {contract.owner}",
                f"- Recorded by: {contract.recorded_by}",
                f"- Lawful basis: {contract.lawful_basis}",
                f"- Retention: {contract.retention}",
                f"- Format: {contract.format}; dates as {contract.dates}",
                f"- Contract version: {contract.version}",
            )
        ),
    ]
    for table in contract.tables:
        parts += _table(table, framework)
    return "\n\n".join(parts) + "\n"


def _table(table: SourceTable, framework: Framework) -> Iterator[str]:
    yield f"## {table.name}"
    known = ", ".join(f"`{name}`" for name in sorted(table.signature))
    key = f" One row is told from another by {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    yield f"One row is {table.row_is}. A file is this table when it has {known}.{key}"
    rows = ["| Column | Holds | Notes |", "| --- | --- | --- |", *map(_column, table.columns)]
    yield "\n".join(rows)
    for column in table.columns:
        if column.codes:
            yield from _codes(table, column, framework)
    without_code = [rows for rows in table.event if not rows.code.columns]
    for event in without_code:
        counts = _counts_for(framework, event, "")
        yield f"A row is a `{event.kind}`" + (
            f", which counts for: {counts}." if counts else ", evidence of no factor."
        )


def _column(column: Column) -> str:
    notes = [column.means, column.caveat]
    notes += ["A row without it cannot be used." if column.required else ""]
    notes += ["A row without it is used and pointed out." if column.expected else ""]
    notes += [f"At least {column.least:g}." if column.least is not None else ""]
    notes += [f"At most {column.most:g}." if column.most is not None else ""]
    notes += [f"Not before `{column.not_before}`." if column.not_before else ""]
    names = [name for name in column.headed if not name.startswith("/")]
    notes += [f"Also headed: {', '.join(names)}." if names else ""]
    notes += ["Known by the words in its heading." if column.patterns else ""]
    said = " ".join(note if note.endswith(".") else f"{note}." for note in notes if note)
    return f"| `{column.name}` | {_TYPES.get(column.type, column.type)} | {_cell(said)} |"


def _codes(table: SourceTable, column: Column, framework: Framework) -> Iterator[str]:
    events = [event for event in table.event if event.code.columns[:1] == [column.name]]
    heading = "| Code | Means | Counts for |" if events else "| Code | Means |"
    lines = [heading, "| --- | --- | --- |" if events else "| --- | --- |"]
    for code, means in column.codes.items():
        factors = "; ".join(
            dict.fromkeys(said for event in events if (said := _counts_for(framework, event, _as_coded(event, code))))
        )
        lines.append(
            f"| `{_cell(code)}` | {_cell(means + _years(column, code))} |"
            + (f" {factors or 'no factor'} |" if events else "")
        )
    yield f"Codes of `{column.name}`:"
    yield "\n".join(lines)


def _years(column: Column, code: str) -> str:
    """Words for the years in which a code is used, and for what it must not show to others."""
    words = [f"from {column.since[code]}"] if code in column.since else []
    words += [f"until {column.until[code]}"] if code in column.until else []
    words += ["tells of an adoption: for whoever keeps sealed records"] if code in column.adoption else []
    return f" ({', '.join(words)})" if words else ""


def _as_coded(event: EventRows, code: str) -> str:
    return str((event.code.as_ or {}).get(code, event.code.else_ or code))


def _counts_for(framework: Framework, event: EventRows, code: str) -> str:
    code = code or str(event.code.is_ or "")
    labels = (
        factor.label
        for factor in framework.factors
        for rule in factor.evidence
        if rule.event == event.kind and (not rule.codes or code in rule.codes)
    )
    return ", ".join(dict.fromkeys(labels))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
