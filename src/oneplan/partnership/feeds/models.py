"""Deliveries on their way: what was sent, by whom, and every state it has been in."""

from django.db import models

from oneplan.partnership.feeds.rules import State
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
