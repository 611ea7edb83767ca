"""The app's name in Django."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """What agencies send."""

    name = "oneplan.partnership.feeds"
    verbose_name = "feeds"
    default_auto_field = "django.db.models.BigAutoField"
