"""The app's name in Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Agencies, teams, people and roles."""

    name = "oneplan.partnership.organisations"
    verbose_name = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
