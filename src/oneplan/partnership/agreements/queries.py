"""The purposes that are on offer."""

from collections.abc import Sequence

from oneplan.partnership.agreements.models import Purpose


def active_purposes() -> Sequence[Purpose]:
    """The purposes somebody may choose today, in the partnership's order."""
    return list(Purpose.objects.filter(is_active=True))


def purpose_labels() -> dict[str, str]:
    """The words of every purpose ever offered, by code: what was written down must stay readable."""
    return dict(Purpose.objects.values_list("code", "label"))
