"""Taking plans in, and carrying them out."""

from oneplan.partnership.strategy.operations.delivery import (
    add_action,
    add_milestone,
    change_action,
    say_progress,
    start_delivery_plan,
    withdraw_progress,
)
from oneplan.partnership.strategy.operations.importing import ImportedPlan, import_plan

__all__ = [
    "ImportedPlan",
    "add_action",
    "add_milestone",
    "change_action",
    "import_plan",
    "say_progress",
    "start_delivery_plan",
    "withdraw_progress",
]
