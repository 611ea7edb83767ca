"""Taking plans in, and carrying them out."""

from oneplan.partnership.strategy.operations.delivery import (
    add_action,
    add_milestone,
    change_action,
    say_progress,
    start_delivery_plan,
    withdraw_progress,
)
from oneplan.partnership.strategy.operations.editing import (
    DraftMoved,
    add_part,
    bring_back,
    change_part,
    move_part,
    publish,
    remove_part,
    replace_draft,
)
from oneplan.partnership.strategy.operations.importing import ImportedPlan, import_plan

__all__ = [
    "DraftMoved",
    "ImportedPlan",
    "add_action",
    "add_milestone",
    "add_part",
    "bring_back",
    "change_action",
    "change_part",
    "import_plan",
    "move_part",
    "publish",
    "remove_part",
    "replace_draft",
    "say_progress",
    "start_delivery_plan",
    "withdraw_progress",
]
