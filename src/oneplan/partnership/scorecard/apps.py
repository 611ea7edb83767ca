"""The app's name in Django."""

from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    """Indicators against the plan."""

    name = "oneplan.partnership.scorecard"
    verbose_name = "scorecard"
    default_auto_field = "django.db.models.BigAutoField"
