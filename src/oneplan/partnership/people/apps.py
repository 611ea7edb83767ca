"""The app's name in Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Finding and opening a person."""

    name = "oneplan.partnership.people"
    verbose_name = "people"
    default_auto_field = "django.db.models.BigAutoField"
