"""What the partnership makes of its figures: appended, and the latest stands.

Indicators, and the outcomes and themes they serve, are named by their lasting ids.
"""

from typing import ClassVar

from django.db import models

from oneplan.partnership.organisations.models import User
from oneplan.partnership.scorecard.rules import CurvePart, FindingKind


class CurveNote(models.Model):
    """An answer to one question of turning the curve of an indicator."""

    plan_code = models.SlugField()
    indicator_id = models.SlugField()
    part = models.CharField(max_length=20, choices=[(part.value, part.value) for part in CurvePart])
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(part__in=[part.value for part in CurvePart]), name="curve_note_has_a_known_part"
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} on {self.indicator_id}"


class Finding(models.Model):
    """What an audit of practice or children's and families' feedback says of an outcome, in a year."""

    plan_code = models.SlugField()
    serves = models.CharField(max_length=50)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in FindingKind])
    text = models.TextField(max_length=2000)
    basis = models.CharField(max_length=300)  # who was asked or what was read, how, and how many
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in FindingKind]), name="finding_has_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"


class FindingWithdrawal(models.Model):
    """A finding taken back, with the reason. Both stay to be seen."""

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal of finding {self.finding_id}"


class Judgement(models.Model):
    """What a body made of an outcome in a year, and who signed for it. A later one stands before an earlier."""

    plan_code = models.SlugField()
    serves = models.CharField(max_length=50)
    year = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=2000)
    body = models.CharField(max_length=200)
    signed_by = models.CharField(max_length=200)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-on", "-id"]

    def __str__(self) -> str:
        return f"judgement {self.pk}"
