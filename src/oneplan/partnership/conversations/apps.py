"""The app's name in Django."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Reasons to talk, and what people decided about each."""

    name = "oneplan.partnership.conversations"
    verbose_name = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
