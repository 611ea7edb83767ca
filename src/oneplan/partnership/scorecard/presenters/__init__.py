"""The words of the scorecard, and of what the partnership makes of it."""

from oneplan.partnership.scorecard.presenters.figures import (
    IndicatorCard,
    indicator_card,
    indicator_page,
    scorecard_page,
)
from oneplan.partnership.scorecard.presenters.taken import figure_rows

__all__ = ["IndicatorCard", "figure_rows", "indicator_card", "indicator_page", "scorecard_page"]
