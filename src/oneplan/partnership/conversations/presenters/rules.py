"""The register of rules, each rule's transparency record and report, and what a recall found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import Form
from markupsafe import Markup

from oneplan.documents.docx import as_docx
from oneplan.documents.html import as_html
from oneplan.documents.model import Block, BulletList, Document, Heading, Note, Paragraph, Table
from oneplan.partnership.conversations.operations import Came, RuleReport
from oneplan.partnership.conversations.queries import Recall, RuleEntry
from oneplan.partnership.conversations.rules import ANSWERS, MOST_IN_A_DAY, Answer
from oneplan.web.words import long_date, long_datetime

_SPLITS = {
    "everybody": "All children",
    "ward": "By ward",
    "sex": "By sex",
    "age": "By age",
    "ethnicity": "By ethnicity (codes of the Department for Education)",
    "send": "By special educational needs",
}
_SEXES = {"F": "Girls", "M": "Boys", "U": "Not known"}
_CAME_HEAD = ("Group", "Children known", "Reasons to talk", "Conversations", "Help taken up", "Wrong data")


@dataclass(frozen=True)
class RuleLine:
    """One rule in the register."""

    rule_id: str
    title: str
    sentence: str
    state: str


@dataclass(frozen=True)
class RegisterPage:
    """The register of rules."""

    rules: tuple[RuleLine, ...]


@dataclass(frozen=True)
class RulePage:
    """One rule: its transparency record, and for its keepers what they can do. `form` is None where nothing can be."""

    rule_id: str
    title: str
    state: str
    record: Markup
    is_keeper: bool
    form: Form | None


@dataclass(frozen=True)
class DocumentPage:
    """A document about a rule, as a page."""

    rule_id: str
    title: str
    subtitle: str
    body: Markup


def register_page(entries: Sequence[RuleEntry], today: date) -> RegisterPage:
    """The register, with what each rule's state is today."""
    return RegisterPage(tuple(RuleLine(e.rule.id, e.rule.title, e.rule.sentence, state_of(e, today)) for e in entries))


def rule_page(entry: RuleEntry, form: Form, today: date, *, is_keeper: bool) -> RulePage:
    """One rule of the register."""
    return RulePage(
        rule_id=entry.rule.id,
        title=entry.rule.title,
        state=state_of(entry, today),
        record=as_html(transparency_record(entry, today)),
        is_keeper=is_keeper,
        form=form if is_keeper and entry.withdrawal is None else None,
    )


def document_page(rule_id: str, document: Document) -> DocumentPage:
    """A document to read on screen and to print."""
    return DocumentPage(rule_id, document.title, document.subtitle, as_html(document))


def record_file(entry: RuleEntry, today: date) -> tuple[str, bytes]:
    """The transparency record as a Word file: its name and its bytes."""
    name = f"transparency-record-{entry.rule.id}-{entry.rule.version}.docx"
    return name, as_docx(transparency_record(entry, today))


def state_of(entry: RuleEntry, today: date) -> str:
    """Whether a rule runs today, and if not, why not."""
    rule, withdrawal = entry.rule, entry.withdrawal
    if withdrawal is not None:
        return f"Taken back by {withdrawal.by.name} on {long_datetime(withdrawal.at)}: {withdrawal.reason}"
    if today < rule.starts_on:
        return f"Starts on {long_date(rule.starts_on)}"
    if today > rule.expires_on:
        return f"Expired on {long_date(rule.expires_on)}"
    return f"Runs until {long_date(rule.expires_on)}"


def transparency_record(entry: RuleEntry, today: date) -> Document:
    """What the public may know of a rule, under the headings of the Algorithmic Transparency Recording Standard.

    Headings: Government Digital Service, Algorithmic Transparency Recording Standard, template of tiers 1 and 2.
    """
    rule = entry.rule
    check = rule.equality_check
    blocks: list[Block] = [
        Heading("Tier 1: description"),
        Paragraph(rule.sentence),
        Paragraph(
            "When this holds, the worker who already knows the child is given a reason to talk. It is not a finding "
            "about a child or a family, has no weight and no order, and decides nothing."
        ),
        Heading("Tier 2: owner and responsibility"),
        BulletList((f"Owner: {rule.owner}", f"Version {rule.version}. {state_of(entry, today)}", rule.lawful_basis)),
        Heading("Description and rationale"),
        Paragraph(rule.purpose),
        Paragraph(rule.reason),
        Heading("Decision-making process"),
        BulletList(
            (
                "It goes to the child's lead practitioner; to whoever else works with the child where there is none; "
                "and to the duty desk only where nobody works with the child.",
                f"No more than {MOST_IN_A_DAY} reach one person in a day.",
                "A person decides, with a reason, a name and a time: "
                + "; ".join(words for words, _ in ANSWERS.values()),
                "Nothing else closes it, and nothing happens to a family without a person.",
            )
        ),
        Heading("Tool specification"),
        Paragraph("A written rule, run as one database query. Nothing is learnt from data and nothing is predicted."),
        Heading("Data"),
        BulletList(rule.fields_used),
        Paragraph(
            "Only what counts as present and current is used. Poverty, benefits, ethnicity, disability and language "
            "are never used: a rule that named one would be refused."
        ),
        Heading("Risks, mitigations and impact assessments"),
        Paragraph(f"Equality check on {long_date(check.checked_on)} by {check.by}. {check.found}"),
        Paragraph(
            "If the rule or its data turn out to be wrong, it is taken back at once for everybody, and every child "
            "shown, every viewer and every decision can be listed."
        ),
    ]
    subtitle = f"Algorithmic transparency record of rule {rule.id}, version {rule.version}"
    return Document(rule.title, subtitle, tuple(blocks))


def report_document(found: RuleReport, at: datetime) -> Document:
    """What came of a rule, by groups of children."""
    blocks: list[Block] = [
        Paragraph(found.entry.rule.sentence),
        Paragraph(
            "Groups differ in what agencies record about them, so a difference is a question and not an answer. "
            "Children known are those known to any agency, in the group."
        ),
        Note(found.disclosure.in_words),
    ]
    for split, words in _SPLITS.items():
        rows = tuple(_came_row(one) for one in found.came if one.split == split)
        blocks += [Heading(words), Table(words, _CAME_HEAD, rows)]
    rule = found.entry.rule
    subtitle = f"What came of rule {rule.id}, version {rule.version}. Made on {long_date(at.date())}."
    return Document(f"Report: {rule.title}", subtitle, tuple(blocks))


def recall_document(found: Recall, at: datetime) -> Document:
    """Every child shown, every viewer and every decision. Children by their ids, as in the record of who looked."""
    shown = tuple((one.person_id, one.viewer, one.organisation, long_date(one.on), one.what) for one in found.shown)
    decided = tuple(
        (one.person_id, one.by.name, long_datetime(one.at), ANSWERS[Answer(one.answer)][0], one.reason)
        for one in found.decisions
    )
    blocks: list[Block] = [
        Heading("Children"),
        BulletList(found.children) if found.children else Paragraph("Nobody was shown anything."),
    ]
    if shown:
        head = ("Child", "Shown to", "Organisation", "Day", "What")
        blocks += [Heading("Who was shown what"), Table("Who was shown what", head, shown)]
    if decided:
        head = ("Child", "Decided by", "When", "What", "Why")
        blocks += [Heading("What was decided"), Table("What was decided", head, decided)]
    return Document(f"Recall of {found.target}", f"Made on {long_datetime(at)}.", tuple(blocks))


def _came_row(one: Came) -> tuple[str, ...]:
    counts = (one.children, one.prompts, one.conversations, one.helped, one.wrong)
    group = _SEXES.get(one.group, one.group) if one.split == "sex" else one.group
    return (group[:1].upper() + group[1:], *(count.text for count in counts))
