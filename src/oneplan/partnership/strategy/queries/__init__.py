"""Plans, and how they are carried out."""

from oneplan.partnership.strategy.queries.delivery import (
    ActionRead,
    Board,
    Part,
    action_read,
    board,
    delivery_year,
    held_action,
    owners_to_choose,
    parts_of_plan,
)
from oneplan.partnership.strategy.queries.editing import DraftRead, HistoryRead, draft, edition_file, history
from oneplan.partnership.strategy.queries.plan import (
    OutcomeRead,
    PlanRead,
    ThemeRead,
    current_plan,
    outcome,
    theme,
    written_out,
)

__all__ = [
    "ActionRead",
    "Board",
    "DraftRead",
    "HistoryRead",
    "OutcomeRead",
    "Part",
    "PlanRead",
    "ThemeRead",
    "action_read",
    "board",
    "current_plan",
    "delivery_year",
    "draft",
    "edition_file",
    "held_action",
    "history",
    "outcome",
    "owners_to_choose",
    "parts_of_plan",
    "theme",
    "written_out",
]
