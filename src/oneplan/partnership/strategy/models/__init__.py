"""What is stored of plans and of carrying them out."""

from oneplan.partnership.strategy.models.delivery import (
    ActionTerms,
    DeliveryAction,
    DeliveryPlan,
    Milestone,
    Progress,
    ProgressWithdrawal,
)
from oneplan.partnership.strategy.models.editions import Edition
from oneplan.partnership.strategy.models.plan import (
    Action,
    Body,
    Issue,
    Outcome,
    Plan,
    PlanFact,
    Principle,
    Priority,
    Source,
    Sourced,
    Theme,
    WayOfWorking,
)

__all__ = [
    "Action",
    "ActionTerms",
    "Body",
    "DeliveryAction",
    "DeliveryPlan",
    "Edition",
    "Issue",
    "Milestone",
    "Outcome",
    "Plan",
    "PlanFact",
    "Principle",
    "Priority",
    "Progress",
    "ProgressWithdrawal",
    "Source",
    "Sourced",
    "Theme",
    "WayOfWorking",
]
