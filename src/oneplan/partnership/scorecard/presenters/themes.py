"""The words of a theme at work."""

from __future__ import annotations

from dataclasses import dataclass

from oneplan.partnership.scorecard.presenters.working import DataLine, Note, data_line, note
from oneplan.partnership.scorecard.queries import ThemeAtWork
from oneplan.partnership.strategy.presenters.delivery import Card, card


@dataclass(frozen=True)
class Said:
    """What children or families said, and what that rests on."""

    note: Note
    basis: str


@dataclass(frozen=True)
class ThemeAtWorkPage:
    """A theme in this year."""

    code: str
    name: str
    strapline: str
    year: str
    actions: tuple[Card, ...]
    no_actions: str
    data: tuple[DataLine, ...]
    is_measured: bool
    no_data: str
    said: tuple[Said, ...]


def theme_at_work_page(found: ThemeAtWork) -> ThemeAtWorkPage:
    """What is done, what figures tell and what was said; and of each that is not there, why."""
    return ThemeAtWorkPage(
        code=found.code,
        name=found.name,
        strapline=found.strapline,
        year=found.year,
        actions=tuple(map(card, found.actions)),
        no_actions=f"No action of the delivery plan {found.year} serves it."
        if found.year
        else "No year of the plan has been begun.",
        data=tuple(map(data_line, found.indicators)),
        is_measured=found.is_measured,
        no_data="No indicator serves it yet."
        if found.is_measured
        else "The plan measures its outcomes, and says of none to which theme it belongs.",
        said=tuple(Said(note(one), one.basis) for one in found.feedback),
    )
