"""Disclosure rules: how numbers are hidden and rounded before they leave."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from oneplan.definitions.reading import Definition, read

_FOLDER = Path(__file__).parent / "disclosure"
Count = Annotated[int, Field(gt=0)]


class DisclosureRule(Definition):
    """Counts from `hidden_from` to `hidden_to` are hidden, 0 is shown, others are rounded to the nearest `round_to`.

    Parts of a place with fewer people than `least_population` are counted together. `symbol` stands for a small number,
    `withheld_symbol` for one that would give a small one away. `largest` is the largest count that is believed at all.
    `in_words` stands on every report that used the rule.
    """

    id: str
    name: str
    hidden_from: Count
    hidden_to: Count
    round_to: Count
    largest: Count
    percentage_decimals: Annotated[int, Field(ge=0, le=2)]
    least_population: Count
    in_words: str
    symbol: str
    withheld_symbol: str
    owner: str
    reason: str
    source: str
    version: Count
    since: date

    @model_validator(mode="after")
    def _hides_something(self) -> Self:
        if self.hidden_from > self.hidden_to:
            raise ValueError("hidden_from is above hidden_to, so nothing would be hidden")
        return self


@cache
def read_disclosure_rule(rule_id: str = "public") -> DisclosureRule:
    """A rule by id. Raises `DefinitionError` when its file is missing or wrong."""
    return read(_FOLDER / f"{rule_id}.yaml", DisclosureRule)
