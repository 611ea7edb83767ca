"""What was asked, opened, restricted and decided about records. Appended and never changed; nothing holds a name."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from oneplan.partnership.people.rules import LinkState, LinkVerdict, LiveReason, RestrictionKind, state_of


class Search(models.Model):
    """Somebody looked for a child, with a reason. The audit holds who was shown; the name they typed is not kept."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose_code = models.CharField(max_length=60)
    #: The searcher's own words about the reason, if they gave any.
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"search {self.pk} for {self.purpose_code}"


class Opening(models.Model):
    """Somebody opened a child's record, for a purpose: until the end of that day, or for hours in an emergency."""

    person_id = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose_code = models.CharField(max_length=60)
    #: What in law allowed it, in the words of that day: a purpose may be worded anew. '' before this was kept.
    lawful_basis = models.CharField(max_length=300, blank=True)
    #: The live reason that opened it. '' before this was kept.
    reason = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in LiveReason])
    at = models.DateTimeField()
    until = models.DateTimeField()
    #: Why it could not wait, in the opener's words; '' when a live reason was enough.
    emergency_words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["by", "person_id", "until"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(until__gt=models.F("at")), name="opening_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk} for {self.purpose_code}"


class EmergencyNotice(models.Model):
    """Somebody is told that a record was opened in an emergency. Written in the opening's own transaction."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="notices")

    class Meta:
        ordering: ClassVar = ["-opening__at", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["to", "opening"], name="told_once_of_an_opening")]

    def __str__(self) -> str:
        return f"notice {self.pk} of opening {self.opening_id}"


class Restriction(models.Model):
    """A record that only those who are named may find. It is lifted by a person and never by time."""

    person_id = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in RestrictionKind])
    #: Of an adopted child, the record since the adoption: the two are never joined. '' where there is none here.
    later_person_id = models.CharField(max_length=64, blank=True)
    named = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    review_on = models.DateField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["review_on", "id"]

    def __str__(self) -> str:
        return f"restriction {self.pk}"


class LinkDecision(models.Model):
    """What a reviewer said of two records. They are known by opaque references: a record's own id can hold a number."""

    candidate_id = models.CharField(max_length=64, db_index=True)
    record_ref_l = models.CharField(max_length=64)
    record_ref_r = models.CharField(max_length=64)
    #: Whose the records were then. The right one is '' where the record waited and was nobody's.
    person_id_l = models.CharField(max_length=64, db_index=True)
    person_id_r = models.CharField(max_length=64, db_index=True, blank=True)
    verdict = models.CharField(max_length=20, choices=[(one.value, one.value) for one in LinkVerdict])
    reason = models.TextField(max_length=1000)
    needs_second = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=[one.value for one in LinkVerdict]), name="link_has_a_known_verdict"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="link_decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"link decision {self.pk}"

    @property
    def state(self) -> LinkState:
        """How it stands now."""
        second = getattr(self, "second", None)
        return state_of(
            LinkVerdict(self.verdict),
            needs_second=self.needs_second,
            agrees=second.agrees if second else None,
            is_undone=hasattr(self, "undoing"),
        )


class LinkSecond(models.Model):
    """What a second reviewer said to a decision that needs two."""

    decision = models.OneToOneField(LinkDecision, on_delete=models.PROTECT, related_name="second")
    agrees = models.BooleanField()
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"second answer to link decision {self.decision_id}"


class LinkUndoing(models.Model):
    """A decision taken back. It stays to be seen, and leaves no trace in the next refresh."""

    decision = models.OneToOneField(LinkDecision, on_delete=models.PROTECT, related_name="undoing")
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"undoing of link decision {self.decision_id}"
