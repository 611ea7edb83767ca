"""Every edition of a plan's file, whole, as it was imported, written or published here. Appended, never changed."""

from typing import ClassVar

from django.db import models

from oneplan.partnership.organisations.models import User
from oneplan.partnership.strategy.rules import Origin


class Edition(models.Model):
    """A plan's file at a moment. The last one is what is being written; the last published one is what is read."""

    plan_code = models.SlugField()
    number = models.PositiveIntegerField()
    content = models.TextField()  # the whole file, as YAML
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=20, choices=[(origin.value, origin.value) for origin in Origin])
    note = models.CharField(max_length=300)
    #: Nobody when it came from the command line.
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan_code", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=models.Q(origin__in=[origin.value for origin in Origin]), name="edition_has_a_known_origin"
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.number} of {self.plan_code}"
