"""What practitioners recorded that no agency sends, and what they chose for a timeline. All of it is appended.

What was wrong is withdrawn, what is chosen otherwise is chosen again, and both stay to be seen.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from oneplan.definitions.factor import Whose
from oneplan.partnership.matrix.rules import Place, SaidBy
from oneplan.vocabulary.approximate_date import ApproximateDate, DateSense
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


class TimelineEvent(models.Model):
    """Something that happened which no agency sends, added to a child's timeline as it is remembered."""

    person_id = models.CharField(max_length=64, db_index=True)
    what = models.CharField(max_length=300)
    about = models.CharField(max_length=20)
    said_by = models.CharField(max_length=20)
    sense = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True)
    day = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=400)
    #: The code of the organisation for which it was added.
    organisation = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(about__in=list(Whose)), name="happening_is_about_somebody"),
            models.CheckConstraint(condition=Q(said_by__in=list(SaidBy)), name="happening_was_said_by_somebody"),
            models.CheckConstraint(condition=Q(sense__in=list(DateSense)), name="happening_has_a_known_date_sense"),
            models.CheckConstraint(
                condition=Q(day__isnull=True) | Q(month__isnull=False), name="happening_day_needs_its_month"
            ),
        ]

    def __str__(self) -> str:
        return f"timeline event {self.pk}"

    @property
    def when(self) -> ApproximateDate:
        """When it was, as far as that is known."""
        return ApproximateDate(self.year, self.month, self.day)


class TimelineChoice(models.Model):
    """What an organisation decided about one entry of a child's timeline. The newest holds; the others are history."""

    person_id = models.CharField(max_length=64, db_index=True)
    entry_id = models.CharField(max_length=64)
    place = models.CharField(max_length=20)
    #: What it meant for the child, in the words of the person who chose.
    significance = models.CharField(max_length=500, blank=True)
    done = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=400)
    organisation = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(place__in=list(Place)), name="choice_has_a_known_place"),
            models.CheckConstraint(
                condition=Q(place=Place.LEFT_OUT.value) | ~Q(significance=""), name="what_is_kept_says_what_it_means"
            ),
        ]

    def __str__(self) -> str:
        return f"choice {self.pk} about a timeline"
