"""The record of who did what. Rows are added and never changed: triggers in the database refuse anything else."""

from django.db import models
from django.utils import timezone


class AuditEvent(models.Model):
    """One thing done. The actor is written out, not pointed at, so that the record outlives the account."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor_id = models.BigIntegerField(db_index=True)
    actor_name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=400)
    action = models.CharField(max_length=40)
    purpose = models.CharField(max_length=60, blank=True)
    about = models.TextField(blank=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.action} ({self.pk})"


class AuditedPerson(models.Model):
    """A person whose information was shown or used in an event. One row each, so that lists hide nobody."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="people")
    person_id = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "person_id"), name="person_once_in_an_event"),)

    def __str__(self) -> str:
        return f"person in event {self.event_id}"


class AuditLink(models.Model):
    """An event's place in its organisation's chain: each digest covers the event and the digest before it."""

    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, primary_key=True, related_name="link")
    chain = models.CharField(max_length=60)
    position = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("chain", "position"), name="one_event_in_a_place_of_a_chain"),)

    def __str__(self) -> str:
        return f"place {self.position} of the chain {self.chain}"
