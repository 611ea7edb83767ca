"""The day's list is read in the order it comes, by date, or by name."""

from datetime import date

import pytest

from oneplan.definitions.prompt import read_prompt_rules
from oneplan.engine.prompts.reading import ProposedPrompt
from oneplan.partnership.conversations.operations import Particulars, Todays
from oneplan.partnership.conversations.presenters.reasons import todays_page
from oneplan.partnership.conversations.queries import OpenPrompt
from oneplan.partnership.conversations.rules import Order
from oneplan.vocabulary.identifiers import PersonId

RULE = next(iter(read_prompt_rules().values()))


def prompt(name: str, newest_on: date | None) -> OpenPrompt:
    return OpenPrompt(ProposedPrompt(name, RULE.id, RULE.version, PersonId(name), newest_on, "", "", "", "", ()), RULE)


def _who(one: OpenPrompt) -> PersonId:
    return one.prompt.person_id


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.SPOKEN, ["Cy", "Ada", "Bo"]),
        (Order.NEWEST, ["Bo", "Ada", "Cy"]),
        (Order.NAME, ["Ada", "Bo", "Cy"]),
    ],
)
def test_in_order(order: Order, expected: list[str]) -> None:
    found = (prompt("Cy", None), prompt("Ada", date(2026, 1, 1)), prompt("Bo", date(2026, 9, 1)))
    names = {one: Particulars(one, one, "Orr", None, None, None, None) for one in map(_who, found)}
    page = todays_page(Todays(found, names, others_wait=False), "any", {}, order)
    assert [one.prompt_id for one in page.reasons] == expected
