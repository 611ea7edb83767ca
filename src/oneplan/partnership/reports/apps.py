"""The app's name in Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What leaves, and to whom."""

    name = "oneplan.partnership.reports"
    verbose_name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
