"""Letters after a recall: to everybody who was shown something, and to the families with whom somebody talked.

A letter names the member of staff to whom it goes. Children stand in it by their reference alone: whoever works with
the family puts the name in by hand, so that no pile of letters tells who was prompted about.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from oneplan.documents.docx import as_docx
from oneplan.documents.model import BulletList, Document, Paragraph
from oneplan.partnership.conversations.models import PromptDecision
from oneplan.partnership.conversations.queries import Recall
from oneplan.partnership.conversations.rules import ANSWERS, Answer
from oneplan.web.words import long_date

#: The earliest moment that a ZIP file can say: the letters' own dates stand in them.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def letters(found: Recall, at: datetime) -> dict[str, Document]:
    """Every letter by the name of its file, which names nobody."""
    staff = dict.fromkeys([one.viewer for one in found.shown] + [one.by.name for one in found.decisions])
    to_staff = {
        f"letter-to-staff-{number}.docx": _to_staff(name, found, at) for number, name in enumerate(staff, start=1)
    }
    talked = [one for one in found.decisions if one.answer == Answer.TALKED]
    to_families = {
        f"letter-to-family-{number}.docx": _to_family(one, found.why, at) for number, one in enumerate(talked, start=1)
    }
    return to_staff | to_families


def letters_file(found: Recall, at: datetime) -> bytes:
    """All letters as one ZIP file."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, document in letters(found, at).items():
            file.writestr(ZipInfo(name, _NO_TIME), as_docx(document))
    return packed.getvalue()


def _to_staff(name: str, found: Recall, at: datetime) -> Document:
    shown = [f"{one.person_id}, shown on {long_date(one.on)}: {one.what}" for one in found.shown if one.viewer == name]
    decided = [
        f"{one.person_id}, on {long_date(one.at)}: {ANSWERS[Answer(one.answer)][0]}"
        for one in found.decisions
        if one.by.name == name
    ]
    return Document(
        "Something you were shown was wrong",
        _dated(at),
        (
            Paragraph(f"To {name}"),
            Paragraph(f"You were shown something that rests on {found.target}. {found.why}"),
            *_listed("The children, by the reference that stands on their record, and what you saw:", shown),
            *_listed("What you decided then:", decided),
            Paragraph(
                "Please do not act on it any more. If you did something because of it, tell your manager and the "
                "family, and record what was put right. Ask the information-governance officer if you are not sure."
            ),
        ),
    )


def _to_family(one: PromptDecision, why: str, at: datetime) -> Document:
    return Document(
        "We were given a wrong reason to talk with you",
        _dated(at),
        (
            Paragraph(f"To the family of the child with the reference {one.person_id} (write the name here)"),
            Paragraph(
                f"On {long_date(one.at)} {one.by.name} wrote down that we had talked with you. We had been given a "
                f"reason to talk that was wrong. {why}"
            ),
            Paragraph("We are sorry. It was our mistake and not yours."),
            Paragraph(
                "You can ask what we hold about your family, and have what is wrong put right. You can also complain "
                "to us, and to the Information Commissioner's Office if our answer does not satisfy you."
            ),
            Paragraph(f"Talk with {one.by.name}, or with anybody you know here, if you want to know more."),
        ),
    )


def _dated(at: datetime) -> str:
    return f"Written on {long_date(at)}"


def _listed(heading: str, items: Iterable[str]) -> tuple[Paragraph | BulletList, ...]:
    told = tuple(dict.fromkeys(items))
    return (Paragraph(heading), BulletList(told)) if told else ()
