"""The app's name in Django."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Sharing decisions, consent, and the rights of those whose data it is."""

    name = "oneplan.partnership.rights"
    verbose_name = "rights"
    default_auto_field = "django.db.models.BigAutoField"
