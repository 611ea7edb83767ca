"""The ledger, whatever comes together and apart: one person now, a traceable past, and undo gives ids back."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from oneplan.engine.people.causes import STIRRED
from oneplan.engine.people.continuity import LEDGER, PERSON_RECORD, continue_people
from oneplan.engine.store.workspace import Workspace

Clusters = dict[str, str]

_RECORDS = [f"r:{number}" for number in range(7)]
#: Which records there are, and which of them are together.
_LINKED = st.dictionaries(st.sampled_from(_RECORDS), st.integers(0, 3), max_size=7)


def clusters(groups: dict[str, int]) -> Clusters:
    """Clusters named by their smallest record."""
    return {record: min(r for r, g in groups.items() if g == group) for record, group in groups.items()}


def run(states: Sequence[Clusters]) -> list[tuple[dict[str, str], list[tuple[str, str, str]]]]:
    """After each state: who has which record, and the whole ledger as `(person, record, change)`."""
    after = []
    people: list[tuple[object, ...]] = []
    ledger: list[tuple[object, ...]] = []
    for linked in states:
        with Workspace.in_memory() as workspace:
            workspace.create(PERSON_RECORD, "previous_person_record")
            workspace.create(LEDGER, "previous_ledger")
            workspace.insert("previous_person_record", people)
            workspace.insert("previous_ledger", ledger)
            workspace.create(STIRRED)
            workspace.run("CREATE TABLE placed (record_id VARCHAR, cluster_id VARCHAR)")
            workspace.insert("placed", list(linked.items()))
            continue_people(workspace, key=b"a key for tests", as_of=date(2026, 9, 30))
            people = workspace.rows("SELECT * FROM person_record")
            ledger = workspace.rows("SELECT * FROM ledger ORDER BY entry")
        after.append((dict(people), [(person, record, change) for _, person, record, change, *_ in ledger]))
    return after


@settings(max_examples=20, deadline=None)
@given(states=st.lists(_LINKED, min_size=1, max_size=4))
def test_every_record_has_one_person_now_and_a_traceable_past(states: list[dict[str, int]]) -> None:
    linked = [clusters(state) for state in states]
    for now, (people, ledger) in zip(linked, run(linked), strict=True):
        assert people.keys() == now.keys()
        together = {(one, other) for one in now for other in now if now[one] == now[other]}
        assert together == {(one, other) for one in people for other in people if people[one] == people[other]}
        replayed: dict[str, str] = {}
        for person, record, change in ledger:
            if change == "joined":
                assert record not in replayed, "nobody joins a second person without leaving the first"
                replayed[record] = person
            else:
                assert replayed.pop(record) == person
        assert replayed == people


@settings(max_examples=20, deadline=None)
@given(state=_LINKED)
def test_joining_everybody_and_undoing_it_gives_everybody_their_id_again(state: dict[str, int]) -> None:
    linked = clusters(state)
    first, _, again = run([linked, clusters(dict.fromkeys(state, 0)), linked])
    assert again[0] == first[0]


@given(state=_LINKED)
@settings(max_examples=20, deadline=None)
def test_the_same_again_moves_nothing(state: dict[str, int]) -> None:
    linked = clusters(state)
    first, again = run([linked, linked])
    assert first == again
