"""What practitioners recorded that no agency sends. Appended; what was wrong is withdrawn and stays to be seen."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from oneplan.definitions.factor import Whose
from oneplan.partnership.matrix.rules import SaidBy
from oneplan.vocabulary.approximate_date import ApproximateDate
from oneplan.vocabulary.knowledge import Certainty, Finding


class RecordedFact(models.Model):
    """Something about a child that somebody was told, saw, or asked about."""

    person_id = models.CharField(max_length=64, db_index=True)
    factor_id = models.CharField(max_length=60)
    about = models.CharField(max_length=20)
    finding = models.CharField(max_length=20)
    certainty = models.CharField(max_length=20)
    said_by = models.CharField(max_length=20)
    #: The day, or the month or year in which it lies: what is not known is null.
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True)
    day = models.PositiveSmallIntegerField(null=True)
    #: In the recorder's own words, if there is more to say.
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: Where the recorder worked that day, in words: it outlives the membership.
    recorded_by = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(about__in=list(Whose)), name="fact_is_about_somebody"),
            models.CheckConstraint(condition=Q(finding__in=list(Finding)), name="fact_has_a_known_finding"),
            models.CheckConstraint(condition=Q(certainty__in=list(Certainty)), name="fact_has_a_known_certainty"),
            models.CheckConstraint(condition=Q(said_by__in=list(SaidBy)), name="fact_was_said_by_somebody"),
            models.CheckConstraint(condition=Q(day__isnull=True) | Q(month__isnull=False), name="day_needs_its_month"),
        ]

    def __str__(self) -> str:
        return f"recorded fact {self.pk}"

    @property
    def when(self) -> ApproximateDate:
        """When it was so, as far as that is known."""
        return ApproximateDate(self.year, self.month, self.day)


class Withdrawal(models.Model):
    """A recorded fact taken back, with the reason."""

    fact = models.OneToOneField(RecordedFact, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal of fact {self.fact_id}"
