"""What a command does before it enters the partnership's apps."""

import os


def enter() -> None:
    """Set Django up, so that a command may import apps after it. Not done at the start: most commands need none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneplan.config.settings")
    import django  # noqa: PLC0415  (a second that only these commands should take)

    django.setup()
