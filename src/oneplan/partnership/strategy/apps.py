"""The app's name in Django."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """The plan for the place."""

    name = "oneplan.partnership.strategy"
    verbose_name = "strategy"
    default_auto_field = "django.db.models.BigAutoField"
