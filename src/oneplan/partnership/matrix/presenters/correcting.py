"""What the page says on which somebody writes down that a fact is not so."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import Form

from oneplan.definitions.source_words import title_of
from oneplan.partnership.matrix.operations.knowledge import ChildMatrix, EvidenceItem
from oneplan.partnership.matrix.rules import entry_id_of
from oneplan.partnership.people.presenters import full_name
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.words import long_date


@dataclass(frozen=True)
class DisagreePage:
    """The fact as far as every reader sees it, and the form."""

    person_id: PersonId
    entry_id: str
    name: str
    fact: str
    form: Form


def disagree_page(found: ChildMatrix, item: EvidenceItem, form: Form) -> DisagreePage:
    """The page, empty or with what is wrong."""
    who = found.record.who
    fact = f"Recorded by {item.recorded_by} ({title_of(item.source)}), {long_date(item.observed_on)}"
    name = full_name(who.given_name, who.family_name)
    return DisagreePage(who.person_id, entry_id_of(item.event_id), name, fact, form)
