"""Figures, and what the partnership wrote about them."""

from oneplan.partnership.scorecard.queries.figures import (
    CHI_SQUARED_LIMIT,
    Beside,
    Forecast,
    IndicatorRead,
    OutcomeReads,
    Point,
    RecentTrend,
    Scorecard,
    Series,
    Trend,
    indicator,
    scorecard,
)
from oneplan.partnership.scorecard.queries.themes import ThemeAtWork, theme_at_work
from oneplan.partnership.scorecard.queries.working import (
    CurveRead,
    Told,
    Triangulation,
    curve,
    told,
    triangulation,
)

__all__ = [
    "CHI_SQUARED_LIMIT",
    "Beside",
    "CurveRead",
    "Forecast",
    "IndicatorRead",
    "OutcomeReads",
    "Point",
    "RecentTrend",
    "Scorecard",
    "Series",
    "ThemeAtWork",
    "Told",
    "Trend",
    "Triangulation",
    "curve",
    "indicator",
    "scorecard",
    "theme_at_work",
    "told",
    "triangulation",
]
