"""Carrying a plan out, year by year. Nothing is overwritten: terms and progress are appended, and the latest stands.

The plan itself is named by its code, and its parts by theirs: a plan is imported and published whole, its rows anew.
"""

from typing import ClassVar

from django.db import models

from oneplan.partnership.organisations.models import User
from oneplan.partnership.strategy.rules import State


class DeliveryPlan(models.Model):
    """What the partnership does in one year of a plan, and how often it asks how that goes."""

    plan_code = models.SlugField()
    year = models.SlugField(max_length=20)  # as people say it: 2026-27
    from_on = models.DateField()
    to_on = models.DateField()
    report_every_days = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-from_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan_code", "year"], name="delivery_year_once"),
            models.CheckConstraint(condition=models.Q(to_on__gt=models.F("from_on")), name="delivery_year_has_length"),
            models.CheckConstraint(condition=models.Q(report_every_days__gt=0), name="delivery_is_reported_on"),
        ]

    def __str__(self) -> str:
        return f"delivery plan {self.year}"


class DeliveryAction(models.Model):
    """One thing that is done in a year for a part of the plan: an action of it, a theme or an outcome, by its code."""

    delivery_plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="actions")
    serves = models.CharField(max_length=50)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"delivery action {self.pk}"


class ActionTerms(models.Model):
    """What was agreed about an action, from a moment on. Later terms say why they differ."""

    action = models.ForeignKey(DeliveryAction, on_delete=models.PROTECT, related_name="terms")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    partners = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    due_on = models.DateField()
    needs = models.TextField(max_length=1000, blank=True)
    impact = models.TextField(max_length=2000, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("starts_on")), name="action_due_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"terms {self.pk} of delivery action {self.action_id}"


class Milestone(models.Model):
    """A point on the way, and the day by which it should be reached."""

    action = models.ForeignKey(DeliveryAction, on_delete=models.PROTECT, related_name="milestones")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return f"milestone {self.pk} of delivery action {self.action_id}"


class Progress(models.Model):
    """A dated statement of how an action stands, with what shows it. Appended; what was wrong is withdrawn."""

    action = models.ForeignKey(DeliveryAction, on_delete=models.PROTECT, related_name="progress")
    on = models.DateField()
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in State])
    said = models.TextField(max_length=1000)
    evidence = models.TextField(max_length=1000)
    remedy = models.TextField(max_length=1000, blank=True)  # what will be done about it, where it is not well
    remedy_due_on = models.DateField(null=True, blank=True)
    reached = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="reached_in", null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]), name="progress_has_a_known_state"
            ),
            models.CheckConstraint(condition=~models.Q(evidence=""), name="progress_has_evidence"),
            models.CheckConstraint(
                condition=models.Q(remedy_due_on__isnull=True) | ~models.Q(remedy=""), name="a_day_is_for_a_remedy"
            ),
        ]

    def __str__(self) -> str:
        return f"progress {self.pk} of delivery action {self.action_id}"


class ProgressWithdrawal(models.Model):
    """A statement taken back, with the reason. Both stay to be seen."""

    progress = models.OneToOneField(Progress, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal of progress {self.progress_id}"
