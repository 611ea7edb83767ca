"""The words of the scorecard, and of what the partnership makes of it."""

from oneplan.partnership.scorecard.presenters.figures import (
    IndicatorCard,
    figures_csv,
    indicator_card,
    indicator_page,
    scorecard_page,
)

__all__ = ["IndicatorCard", "figures_csv", "indicator_card", "indicator_page", "scorecard_page"]
