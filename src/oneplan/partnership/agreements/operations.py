"""Setting up the purposes of a partnership."""

from oneplan.partnership.agreements.models import Purpose
from oneplan.partnership.agreements.rules import STARTING_PURPOSES
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action, Actor


@audited()
def set_up_purposes(*, by: Actor) -> None:
    """Add the purposes a partnership starts with. Those already there stay as the partnership left them."""
    for order, starting in enumerate(STARTING_PURPOSES, start=1):
        _, is_new = Purpose.objects.get_or_create(
            code=starting.code,
            defaults={
                "label": starting.label,
                "plain_words": starting.plain_words,
                "lawful_basis": starting.lawful_basis,
                "order": order,
            },
        )
        if is_new:
            record(by=by, action=Action.ADDED_PURPOSE, purpose=starting.code)
