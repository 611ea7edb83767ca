"""Statistics of indicators: intervals, control charts, trends, run charts and comparisons. Pure functions."""

from oneplan.engine.indicators.statistics.benchmark import Comparison, Position, Verdict, compare, meets_target
from oneplan.engine.indicators.statistics.control_chart import Assurance, ControlChart, Rule, Segment, Variation, xmr
from oneplan.engine.indicators.statistics.forecast import Forecast, forecast
from oneplan.engine.indicators.statistics.intervals import (
    Interval,
    StandardisedRate,
    byar_interval,
    directly_standardised_rate,
    mean_interval,
    poisson_rate_interval,
    wilson_interval,
)
from oneplan.engine.indicators.statistics.method import Method, method_for
from oneplan.engine.indicators.statistics.ranks import quantiles, ranks
from oneplan.engine.indicators.statistics.run_chart import RunChart, run_chart
from oneplan.engine.indicators.statistics.trend import RecentTrend, Trend, proportion_trend, recent_trend

__all__ = [
    "Assurance",
    "Comparison",
    "ControlChart",
    "Forecast",
    "Interval",
    "Method",
    "Position",
    "RecentTrend",
    "Rule",
    "RunChart",
    "Segment",
    "StandardisedRate",
    "Trend",
    "Variation",
    "Verdict",
    "byar_interval",
    "compare",
    "directly_standardised_rate",
    "forecast",
    "mean_interval",
    "meets_target",
    "method_for",
    "poisson_rate_interval",
    "proportion_trend",
    "quantiles",
    "ranks",
    "recent_trend",
    "run_chart",
    "wilson_interval",
    "xmr",
]
