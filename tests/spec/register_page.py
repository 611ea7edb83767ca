"""The field register as three pages: the record of processing, the annex to the assessments, the data dictionary."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField

from oneplan.definitions.agreement import Agreement, Assessment, agreements, assessments
from oneplan.definitions.field_register import Activity, FieldRegister, table_of

PRINTED = "Printed from `src/oneplan/definitions/` by `./run docs`; do not edit."
IN_WORDS = {
    "BigAutoField": "number given by the database",
    "BigIntegerField": "whole number",
    "BooleanField": "yes or no",
    "CharField": "text",
    "DateField": "date",
    "DateTimeField": "date and time",
    "EmailField": "e-mail address",
    "IntegerField": "whole number",
    "JSONField": "structured text (JSON)",
    "PositiveBigIntegerField": "whole number",
    "PositiveIntegerField": "whole number",
    "PositiveSmallIntegerField": "whole number",
    "SlugField": "code",
    "TextField": "text",
}


def page_of_processing(register: FieldRegister) -> str:
    """The record of processing activities that article 30(1) of the UK GDPR asks for, in Markdown."""
    parts = [
        "# Record of processing activities",
        f"{PRINTED} As article 30(1) of the UK GDPR asks. A demonstration's agreements and bodies are made up.",
        f"**Controller.** {register.controller}",
        f"**Transfers abroad.** {register.transfers}",
        "**How it is kept safe**\n\n" + _list(register.security),
        "**How long things are kept** is said by rule. A person has to remove what is due: nothing goes by itself.",
        "## What agencies send",
        "One agreement each, in its newest version. Whether it is in force today is on the page Sharing agreements.",
    ]
    seen: set[str] = set()
    for one in agreements():
        if one.id not in seen:
            parts += _agreed(one)
        seen.add(one.id)
    parts.append("## What is typed or written down here")
    for code, activity in register.activities.items():
        parts += _activity(register, code, activity)
    return "\n\n".join(parts) + "\n"


def page_of_assessments(register: FieldRegister) -> str:
    """The annex to the impact assessments: their risks, and every field that could do harm, in Markdown."""
    parts = ["# Annex to the data protection impact assessments", PRINTED]
    for assessment in assessments().values():
        parts += _assessment(assessment)
    parts += [
        "## What could do harm if it were seen",
        "Every field typed or written down here that says something about a person or points at one. "
        "The others are in the [data dictionary](data-dictionary.md).",
    ]
    for code, activity in register.activities.items():
        found = {
            name: entry
            for name, entry in register.fields_of(code).items()
            if entry.sensitivity in ("confidential", "pseudonymous")
        }
        if found:
            parts += [
                f"### {activity.title}",
                f"{activity.purpose} Seen by: {_small(activity.seen_by)}",
                _table(
                    ("Field", "How sensitive", "Kept"),
                    ((f"`{n}`", e.sensitivity, register.retention[e.retention].how_long) for n, e in found.items()),
                ),
            ]
    return "\n\n".join(parts) + "\n"


def page_of_dictionary(register: FieldRegister) -> str:
    """Every stored field with its type, in Markdown."""
    parts = [
        "# Data dictionary",
        f"{PRINTED} What is typed or written down here; what agencies send is in the `source-` pages beside this one.",
        _table(("How sensitive", "Means"), register.sensitivities.items()),
        _table(("Kept by rule", "How long", "Why"), ((n, k.how_long, k.reason) for n, k in register.retention.items())),
    ]
    for table, activity in register.tables.items():
        model = apps.get_model(table)
        own = [(name, entry) for name, entry in register.fields.items() if table_of(name) == table]
        parts += [
            f"## {table}",
            f"{_first_line(model.__doc__)} Kept for: {_small(register.activities[activity].title)}.",
            _table(
                ("Field", "What it holds", "How sensitive", "Kept by rule"),
                (
                    (f"`{model._meta.get_field(n.rpartition('.')[2]).name}`", _type(n), e.sensitivity, e.retention)
                    for n, e in own
                ),
            ),
        ]
    parts += [
        "## Tables that libraries bring",
        _table(
            ("App", "How sensitive", "Kept by rule"),
            ((f"`{name}`", entry.sensitivity, entry.retention) for name, entry in register.libraries.items()),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _agreed(one: Agreement) -> Iterator[str]:
    law = one.lawful_basis
    yield f"### {one.title}, version {one.version}"
    yield _list(
        (
            f"Sent by: {one.owner}",
            f"Why: {one.reason}",
            f"For what it may be read: {', '.join(one.purposes)}",
            "Whose data: children, and the adults around them",
            f"Which data: {one.what} In detail: "
            + ", ".join(f"[{source}](source-{source}.md)" for source in one.sources),
            f"By law: {'; '.join((law.article_6, law.article_9, *law.duties))}",
            f"Recipients: {', '.join(one.shared_with)}, each as far as the sharing policy goes",
            f"Kept: {one.retention}",
            f"Assessed in: {assessments()[one.assessment].title}",
        )
    )


def _activity(register: FieldRegister, code: str, activity: Activity) -> Iterator[str]:
    fields = register.fields_of(code)
    kept = (register.retention[rule] for rule in dict.fromkeys(entry.retention for entry in fields.values()))
    levels = {entry.sensitivity for entry in fields.values()}
    yield f"### {activity.title}"
    yield _list(
        (
            f"Why: {activity.purpose}",
            f"By law: {activity.lawful_basis}",
            f"Whose data: {', '.join(activity.whose)}",
            "Which data: "
            + ", ".join(f"[{table}](data-dictionary.md)" for table in dict.fromkeys(map(table_of, fields)))
            + f" ({', '.join(level for level in register.sensitivities if level in levels)})",
            f"Recipients: {activity.seen_by}",
            f"Whoever asks to see what is held is given: {_small(activity.on_request)}",
            *(f"Kept {rule.how_long}. {rule.reason}" for rule in kept),
        )
    )


def _assessment(one: Assessment) -> Iterator[str]:
    yield f"## {one.title}"
    yield f"{one.about} Done on {one.done_on} by {one.owner}; to be looked at again by {one.review_on}."
    yield f"Advice of {one.advice_of}: {one.advice}"
    yield _table(
        ("Risk", "What we do", "What is left of it"),
        ((risk.risk, risk.what_we_do, risk.what_is_left) for risk in one.risks),
    )


def _type(name: str) -> str:
    table, _, column = name.rpartition(".")
    field = apps.get_model(table)._meta.get_field(column)
    assert isinstance(field, Field)
    words = [_of_one(field)]
    if field.max_length and field.get_internal_type() == "CharField":
        words.append(f"up to {field.max_length} characters")
    if field.choices:
        words.append("one of " + " / ".join(str(value) for value, _ in field.flatchoices))
    if field.null:
        words.append("may be missing")
    return ", ".join(words)


def _of_one(field: Field) -> str:  # type: ignore[type-arg]
    if isinstance(field, ForeignKey):
        return f"one {field.related_model._meta.label}"
    if isinstance(field, ManyToManyField):
        return f"any number of {field.related_model._meta.label}"
    return IN_WORDS[field.get_internal_type()]


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    headers = list(headers)
    lines = [headers, ["---"] * len(headers), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
