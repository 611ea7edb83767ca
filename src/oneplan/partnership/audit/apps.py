"""The app's name in Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The record of who did what."""

    name = "oneplan.partnership.audit"
    verbose_name = "audit"
    default_auto_field = "django.db.models.BigAutoField"
