"""What the contract cannot say: a fact hangs on a record that an agency sent, and has a day of its own."""

from oneplan.engine.sources.shape import Receipt
from oneplan.engine.store.workspace import Workspace


def standardise(workspace: Workspace, receipt: Receipt) -> None:
    """Put each event on the agency's record, and date its receipt to the day it was recorded.

    Every file holds every fact, so the day of the file says nothing of when the partnership knew.
    """
    workspace.run("""
        UPDATE event SET record_id = good_facts.record_ref, received_on = good_facts.recorded_on
        FROM good_facts WHERE event.event_id = 'own_records:own_record:' || good_facts.fact_ref
    """)
