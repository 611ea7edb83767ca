"""What data may be used for."""

from django.db import models


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
