"""The app's name in Django."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Purposes and their lawful bases."""

    name = "oneplan.partnership.agreements"
    verbose_name = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
