"""Going on from an earlier run gives what a run over everyone gives.

Equal means: the same clusters by the same names, the same status of every record, and the same pairs with the same
weights, outcomes and reasons. Whatever arrived, changed or was withdrawn, in whatever batches and order.
"""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from oneplan.engine.linkage import link
from oneplan.engine.linkage.decisions import Decision, Verdict
from oneplan.engine.store.snapshot import RECORD_FILE, SnapshotFiles
from oneplan.engine.store.tables import IDENTITY
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.continuing import continue_vault, renew_identities

Record = dict[str, object]
Answer = dict[str, list[tuple[object, ...]]]

#: So few names, days and homes that anything may meet anything: twins, namesakes, copied numbers, slips of the pen.
_PARTICULARS = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["a", "b"]),
        "is_child": st.sampled_from([True, False, None]),
        "given_name": st.sampled_from(["Jayden", "Jaden", "Jack", "Amy", None]),
        "known_as": st.sampled_from([None, None, "Jay"]),
        "family_name": st.sampled_from(["Dunn", "Dunne", "Dunn-Hall", "Hall", None]),
        "birth_date": st.sampled_from([date(2016, 9, 1), date(2016, 9, 2), date(2011, 1, 9), None]),
        "sex": st.sampled_from(["M", "F", "U"]),
        "postcode": st.sampled_from(["TS23 1AA", "TS18 2BB", None]),
        "uprn": st.sampled_from([None, None, "100090"]),
        "nhs_number": st.sampled_from([None, None, "9000000017", "9000000025"]),
        "upn": st.sampled_from([None, None, "A808200116001"]),
        "former_upn": st.sampled_from([None, None, "A808200116001"]),
        "household_id": st.sampled_from([None, None, "a:HH1"]),
    }
)
#: Each example links several times over; making a failing one smaller would take minutes.
_NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
_IDS = [f"r:{number}" for number in range(9)]
_FIRST = st.fixed_dictionaries(dict.fromkeys(_IDS, _PARTICULARS))
#: A batch is small beside what was there, so that most of the earlier answer must stand; None withdraws a record.
_BATCHES = st.lists(
    st.dictionaries(st.sampled_from([*_IDS, "r:new"]), _PARTICULARS | st.none(), min_size=1, max_size=2),
    min_size=1,
    max_size=3,
)
_DECISIONS = st.dictionaries(
    st.tuples(st.sampled_from(_IDS), st.sampled_from(_IDS)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from(list(Verdict)),
    max_size=2,
)


def run(
    folder: Path,
    records: dict[str, Record],
    decisions: dict[tuple[str, str], Verdict],
    previous: SnapshotFiles | None = None,
) -> SnapshotFiles:
    """Link these records in files of their own."""
    folder.mkdir()
    files = SnapshotFiles(folder)
    with Workspace.at(folder / RECORD_FILE) as workspace:
        continue_vault(workspace, SnapshotFiles(folder), previous)
        workspace.create(IDENTITY, "sent")
        rows = [{"record_id": record_id, **record} for record_id, record in records.items()]
        workspace.insert("sent", [[row.get(c) for c in IDENTITY.column_names] for row in rows])
        renew_identities(workspace, "FROM sent")
        link(
            workspace,
            models=folder,
            decisions=[Decision(left, right, verdict) for (left, right), verdict in decisions.items()],
        )
    return files


def answer(files: SnapshotFiles) -> Answer:
    with Workspace.read_only(files.vault) as vault:
        return {
            "linked": vault.rows("SELECT * FROM linked ORDER BY ALL"),
            "compared_pair": vault.rows("SELECT * FROM compared_pair ORDER BY ALL"),
            "twin": vault.rows("SELECT * FROM twin ORDER BY ALL"),
            "form": vault.rows("SELECT * FROM comparison_form ORDER BY record_id"),
        }


@settings(max_examples=12, deadline=None, phases=_NO_SHRINKING)
@given(first=_FIRST, batches=_BATCHES, decisions=st.lists(_DECISIONS, min_size=4, max_size=4))
def test_going_on_equals_starting_again(
    first: dict[str, Record], batches: list[dict[str, Record | None]], decisions: list[dict[tuple[str, str], Verdict]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records, previous = first, run(folder / "first", first, decisions[0])
        for place, batch in enumerate(batches, start=1):
            sent = {**records, **batch}
            records = {record_id: record for record_id, record in sent.items() if record is not None}
            previous = run(folder / f"batch {place}", records, decisions[place], previous)
        again = run(folder / "again", records, decisions[len(batches)])
        assert answer(previous) == answer(again)
