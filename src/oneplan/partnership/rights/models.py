"""What was decided about sharing, what people said to it, and what they asked to see. Appended, and without names."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from oneplan.partnership.rights.rules.access import Requester
from oneplan.partnership.rights.rules.sharing import ConsentAnswer, ConsentBy, Outcome, Told


class ShareDecision(models.Model):
    """Somebody decided to share something about a child with somebody, or not to."""

    person_id = models.CharField(max_length=64, db_index=True)
    outcome = models.CharField(max_length=20)
    with_whom = models.CharField(max_length=200)
    what = models.TextField(max_length=1000)
    why = models.TextField(max_length=1000)
    purpose_code = models.CharField(max_length=60)
    lawful_basis = models.CharField(max_length=300)
    #: Whether the duty to share was in force that day.
    duty_held = models.BooleanField()
    #: By when it must be completed; null where it was complete at once.
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_for = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=[one.value for one in Outcome]), name="sharing_has_a_known_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"sharing decision {self.pk}"


class ShareConsidered(models.Model):
    """What was weighed. Written with the decision, and in an emergency within a day after it."""

    decision = models.OneToOneField(ShareDecision, on_delete=models.PROTECT, related_name="considered")
    told = models.CharField(max_length=20)
    why_not_told = models.TextField(max_length=1000, blank=True)
    could_be_harmed = models.TextField(max_length=1000)
    detriment = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(told__in=[one.value for one in Told]), name="family_was_told_or_not"),
        ]

    def __str__(self) -> str:
        return f"what was weighed for sharing decision {self.decision_id}"


class Consent(models.Model):
    """What a child or parent said to one purpose and one recipient. The last word to each counts; none ends another."""

    person_id = models.CharField(max_length=64, db_index=True)
    by_whom = models.CharField(max_length=20)
    purpose_code = models.CharField(max_length=60)
    recipient = models.CharField(max_length=200)
    answer = models.CharField(max_length=20)
    words = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer__in=[one.value for one in ConsentAnswer]), name="consent_has_a_known_answer"
            ),
            models.CheckConstraint(
                condition=Q(by_whom__in=[one.value for one in ConsentBy]), name="consent_is_somebodys"
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class AccessRequest(models.Model):
    """Somebody asked to see what is held about a child, with the day from which the clock runs."""

    person_id = models.CharField(max_length=64, db_index=True)
    requester = models.CharField(max_length=20)
    #: How it is known that they are who they say, and that they may ask.
    identity = models.CharField(max_length=300)
    received_on = models.DateField()
    due_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(requester__in=[one.value for one in Requester]), name="somebody_known_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"access request {self.pk}"


class AccessPack(models.Model):
    """A copy that was made to answer a request, and what was given that would have been withheld."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="packs")
    given = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"copy {self.pk} for access request {self.request_id}"
