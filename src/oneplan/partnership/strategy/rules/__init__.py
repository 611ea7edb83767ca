"""The kinds of statement that a plan makes, and what is asked of those who carry it out."""

from oneplan.partnership.strategy.rules.delivery import Agreed, Attention, Progress, State, Terms, attention, latest
from oneplan.partnership.strategy.rules.editions import FIELDS, LISTS, Origin
from oneplan.partnership.strategy.rules.facts import FactKind

__all__ = [
    "FIELDS",
    "LISTS",
    "Agreed",
    "Attention",
    "FactKind",
    "Origin",
    "Progress",
    "State",
    "Terms",
    "attention",
    "latest",
]
