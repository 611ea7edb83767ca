"""What data may be used for, and what people decided about each agreement."""

from django.conf import settings
from django.db import models

from oneplan.partnership.agreements.rules import Standing


class Purpose(models.Model):
    """Why somebody looks, chosen before they see anything. A purpose no longer offered is kept, inactive."""

    code = models.SlugField(unique=True, max_length=60)
    label = models.CharField(max_length=100)
    plain_words = models.CharField(max_length=300)
    lawful_basis = models.CharField(max_length=300)
    is_active = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.label


class AgreementDecision(models.Model):
    """Somebody brought one version of an agreement into force, suspended it or ended it. The last one counts."""

    agreement = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Standing])
    reason = models.CharField(max_length=300)
    #: Null for the command line.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("agreement", "version", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "version", "place"), name="one_decision_in_a_place_of_an_agreement"
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=[one.value for one in Standing]), name="agreement_has_a_known_standing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agreement}, version {self.version}: {self.standing}"
