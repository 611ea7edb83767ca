"""What people were shown and what they decided. The reasons to talk themselves are worked out, and in the store."""

from typing import ClassVar

from django.db import models

from oneplan.partnership.conversations.rules import Answer, Help
from oneplan.partnership.organisations.models import User


class PromptShowing(models.Model):
    """Somebody was shown a reason to talk about a child, on a day. Kept so that a rule can be recalled."""

    prompt_id = models.CharField(max_length=32, db_index=True)
    rule_id = models.CharField(max_length=60, db_index=True)
    rule_version = models.PositiveSmallIntegerField()
    person_id = models.CharField(max_length=64)
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prompt_id", "to", "on"], name="showing_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"showing {self.pk} of {self.rule_id}"


class ShownFact(models.Model):
    """One fact behind a showing, by the id it has in what the agency sent, so that bad data can be recalled."""

    showing = models.ForeignKey(PromptShowing, on_delete=models.PROTECT, related_name="facts")
    source = models.CharField(max_length=60)
    fact_id = models.CharField(max_length=200, db_index=True)

    def __str__(self) -> str:
        return f"fact of showing {self.showing_id}"


class PromptDecision(models.Model):
    """What a person decided about a reason to talk: it closes it, once."""

    prompt_id = models.CharField(max_length=32, unique=True)
    rule_id = models.CharField(max_length=60, db_index=True)
    rule_version = models.PositiveSmallIntegerField()
    person_id = models.CharField(max_length=64, db_index=True)
    answer = models.CharField(max_length=20, choices=[(answer.value, answer.value) for answer in Answer])
    reason = models.TextField(max_length=1000)
    helped = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Help])
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answer__in=[answer.value for answer in Answer]), name="decision_has_a_known_answer"
            ),
            models.CheckConstraint(
                condition=models.Q(answer=Answer.TALKED.value) ^ models.Q(helped=""),
                name="help_is_said_after_a_conversation_and_only_then",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk} about {self.rule_id}"


class RuleWithdrawal(models.Model):
    """A version of a rule that was taken back: it is shown to nobody from that moment."""

    rule_id = models.CharField(max_length=60)
    rule_version = models.PositiveSmallIntegerField()
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule_id", "rule_version"], name="rule_withdrawn_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="withdrawal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.rule_id}, version {self.rule_version}"


class DigestSent(models.Model):
    """Somebody was told by mail that reasons to talk wait for them. The mail says no more, so neither does this."""

    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["to", "on"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"digest {self.pk}"
