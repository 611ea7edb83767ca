"""Which reports were made."""

from collections.abc import Sequence

from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.reports.models import Export

SHOWN = 20


def exports(viewer: Viewer) -> Sequence[Export]:
    """The last reports that anybody made; none for those outside the partnership."""
    return list(Export.objects.select_related("made_by")[:SHOWN]) if viewer.is_member else []
