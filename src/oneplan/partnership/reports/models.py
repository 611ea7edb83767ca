"""The register of what was made to leave."""

from django.db import models

from oneplan.partnership.organisations.models import User
from oneplan.partnership.reports.rules import Format, Kind


class Export(models.Model):
    """A report that was made, or figures that were taken: what, from which snapshot, by which rule, by whom, when."""

    kind = models.CharField(max_length=40, choices=[(kind.value, kind.value) for kind in Kind])
    about = models.CharField(max_length=80, blank=True)  # the id of the indicator, where it is of one
    format = models.CharField(max_length=10, choices=[(form.value, form.value) for form in Format])
    snapshot = models.CharField(max_length=80, blank=True)
    rule = models.CharField(max_length=80)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"
