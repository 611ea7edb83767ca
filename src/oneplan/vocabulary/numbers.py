"""Numbers as people read them."""

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float, places: int = 0) -> Decimal:
    """`value` rounded to decimal places, halves away from zero as official statistics do (2.5 to 3, 2.85 to 2.9).

    Python's `round` takes halves to the even neighbour (2.5 to 2) and starts from the binary value.
    Raises `ValueError` for a value that is not finite.
    """
    written = Decimal(repr(float(value)))
    if not written.is_finite():
        raise ValueError(f"Only a number can be rounded, not {value}.")
    return written.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def in_words(value: float, places: int = 0) -> str:
    """`value` rounded half up, with commas between thousands: `12,183,016`, `64.9`."""
    return f"{half_up(value, places):,}"
