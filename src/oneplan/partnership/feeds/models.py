"""Deliveries on their way, and what those whose data it is say is wrong with what was sent."""

from django.db import models

from oneplan.partnership.feeds.rules import Corrected, SaidWrongBy, State
from oneplan.partnership.organisations.models import Organisation, User


class Delivery(models.Model):
    """Files that came together. They wait in a folder of the delivery's number until they have been read."""

    source = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    files = models.JSONField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("-sent_at", "-id")

    def __str__(self) -> str:
        return f"delivery {self.pk} of {self.source}"


class DeliveryState(models.Model):
    """One state of a delivery. Its place is taken once, so two processes cannot both begin to read."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="states")
    place = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in State])
    at = models.DateTimeField()
    report = models.JSONField(null=True)
    submission_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("delivery", "place"), name="one_state_in_a_place_of_a_delivery"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]), name="delivery_has_a_known_state"
            ),
        )

    def __str__(self) -> str:
        return f"delivery {self.delivery_id}: {self.state}"


class Disagreement(models.Model):
    """Somebody says that something an agency recorded about a child is not so. The original stays beside it."""

    source = models.CharField(max_length=60, db_index=True)
    event_id = models.CharField(max_length=200)
    person_id = models.CharField(max_length=64, db_index=True)
    said_by = models.CharField(max_length=20)
    statement = models.TextField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(said_by__in=[one.value for one in SaidWrongBy]), name="somebody_known_disagrees"
            ),
        )

    def __str__(self) -> str:
        return f"disagreement {self.pk} with {self.source}"


class DisagreementAnswer(models.Model):
    """What the agency that sent it answered: that it is put right and will be sent again, or why it stands."""

    disagreement = models.OneToOneField(Disagreement, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=20)
    words = models.TextField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=[one.value for one in Corrected]), name="disagreement_has_a_known_answer"
            ),
        )

    def __str__(self) -> str:
        return f"answer to disagreement {self.disagreement_id}"
