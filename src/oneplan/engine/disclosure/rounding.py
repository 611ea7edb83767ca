"""Hiding small numbers and rounding the others, by a rule that a partnership agreed."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from oneplan.definitions.disclosure_rule import DisclosureRule


@dataclass(frozen=True)
class Disclosed:
    """A number that may leave. `value` is null where it is hidden; the exact number is not kept."""

    value: Decimal | None
    text: str

    @property
    def is_hidden(self) -> bool:
        """Whether the number is there but may not be shown."""
        return self.value is None


def disclosed_count(count: int, rule: DisclosureRule) -> Disclosed:
    """A count of children, hidden or rounded. Raises `ValueError` for what cannot be a count."""
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= rule.largest:
        raise ValueError("a count must be a whole number from 0 to the largest that the rule believes")
    if rule.hidden_from <= count <= rule.hidden_to:
        return Disclosed(None, rule.symbol)
    rounded = half_up(Decimal(count) / rule.round_to, 0) * rule.round_to
    return Disclosed(rounded, f"{rounded:,f}")


def disclosed_percentage(part: Disclosed, whole: Disclosed, rule: DisclosureRule) -> Disclosed:
    """What `part` is of `whole` in per cent, from the rounded numbers only. Hidden where either is, or of nothing."""
    if part.value is None or whole.value is None or whole.value == 0:
        return Disclosed(None, rule.symbol)
    # A part and a whole that are rounded apart may cross by a step; a share is never more than the whole.
    percentage = half_up(min(100 * part.value / whole.value, Decimal(100)), rule.percentage_decimals)
    return Disclosed(percentage, f"{percentage:f}%")


def half_up(number: Decimal, decimals: int) -> Decimal:
    """Rounded as official statistics round, halves up: 2.5 to 3, 2.85 to 2.9."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
