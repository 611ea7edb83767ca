"""Which method a series allows. Its length is asked first."""

from enum import StrEnum

#: Fewer points than this show values and intervals only.
TREND_FROM = 5
#: Control limits from fewer points than this move with every new one (NHS England, Making Data Count).
CONTROL_CHART_FROM = 13


class Method(StrEnum):
    """What may be done with a series."""

    TOO_FEW = "too_few"  # values and intervals only
    RECENT_TREND = "recent_trend"
    CONTROL_CHART = "control_chart"


def method_for(points: int) -> Method:
    """The method for a series of so many comparable points in a row."""
    if points < TREND_FROM:
        return Method.TOO_FEW
    return Method.RECENT_TREND if points < CONTROL_CHART_FROM else Method.CONTROL_CHART
