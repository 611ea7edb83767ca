"""Places in an order among areas."""

from collections.abc import Sequence
from math import ceil, floor


def ranks(values: Sequence[float]) -> tuple[int, ...]:
    """1 for the smallest; equal values share the smaller rank, as the Department for Education's tool has it."""
    in_order = sorted(values)
    return tuple(in_order.index(value) + 1 for value in values)


def quantiles(values: Sequence[float], groups: int = 4) -> tuple[int | None, ...]:
    """The group (1 for the lowest values) of each value, or None throughout when there are fewer values than groups.

    The formula of PHEindicatormethods' `phe_quantile`: floor(q + 1 - ceil((n + 1 - rank) / (n / q))).
    """
    n = len(values)
    if n < groups:
        return (None,) * n
    return tuple(floor(groups + 1 - ceil((n + 1 - rank) / (n / groups))) for rank in ranks(values))
