"""The app's name in Django."""

from django.apps import AppConfig


class MatrixConfig(AppConfig):
    """The vulnerability matrix on screen."""

    name = "oneplan.partnership.matrix"
    verbose_name = "matrix"
    default_auto_field = "django.db.models.BigAutoField"
