"""Handing on what a partnership has, in the shape of the Standard Safeguarding Dataset: CSV, one file per table.

People go out under their opaque id, with the month of birth as its first day: names and addresses stay in the vault.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.identifiers import PersonId


@dataclass(frozen=True)
class _Table:
    """A table of events: which kind, and under which names its columns go out."""

    kind: EventKind
    person: str
    key: str = ""
    start: str = ""
    end: str = ""
    code: str = ""
    wanted: str = "true"


_TABLES = {
    "ssd_disability": _Table(EventKind.DISABILITY, "disa_person_id", key="disa_table_id", code="disa_disability_code"),
    "ssd_cin_episodes": _Table(
        EventKind.REFERRAL,
        "cine_person_id",
        key="cine_referral_id",
        start="cine_referral_date",
        code="cine_referral_source_code",
    ),
    "ssd_cin_plans": _Table(
        EventKind.CHILD_IN_NEED_PLAN,
        "cinp_person_id",
        key="cinp_cin_plan_id",
        start="cinp_cin_plan_start_date",
        end="cinp_cin_plan_end_date",
    ),
    "ssd_cp_plans": _Table(
        EventKind.CHILD_PROTECTION_PLAN,
        "cppl_person_id",
        key="cppl_cp_plan_id",
        start="cppl_cp_plan_start_date",
        end="cppl_cp_plan_end_date",
        code="cppl_cp_plan_latest_category",
    ),
    "ssd_cla_placement": _Table(
        EventKind.CARE_EPISODE,
        "clap_person_id",
        key="clap_cla_placement_id",
        start="clap_cla_placement_start_date",
        end="clap_cla_placement_end_date",
        code="clap_cla_placement_type",
    ),
    "ssd_legal_status": _Table(
        EventKind.LEGAL_STATUS,
        "lega_person_id",
        key="lega_legal_status_id",
        start="lega_legal_status_start_date",
        end="lega_legal_status_end_date",
        code="lega_legal_status",
    ),
    "ssd_missing": _Table(
        EventKind.MISSING,
        "miss_person_id",
        key="miss_table_id",
        start="miss_missing_episode_start_date",
        end="miss_missing_episode_end_date",
        code="miss_missing_episode_type",
        wanted="code IN ('M', 'A')",  # other agencies' reports of missing children have no type of this list
    ),
    "ssd_s47_enquiry": _Table(
        EventKind.SECTION_47, "s47e_person_id", key="s47e_s47_enquiry_id", start="s47e_s47_start_date"
    ),
}


def export_ssd(record: Path, out: Path, *, without: Collection[PersonId]) -> dict[str, int]:
    """Write the tables of a snapshot's record file to the folder `out`, and return the rows of each.

    `without`: people who are restricted, of whom nothing goes out, not even that they are there.
    Only what says that something was so: findings of "not there" have no place in this dataset.
    """
    out.mkdir(parents=True, exist_ok=True)
    rows = {}
    with Workspace.read_only(record) as workspace:
        workspace.run("CREATE TEMP TABLE left_out AS SELECT unnest(?::VARCHAR[]) AS person_id", [sorted(without)])
        for name, select in {"ssd_person": _sql_for_person(), **_selects()}.items():
            path = literal(str(out / f"{name}.csv"))
            workspace.run(f"COPY ({select}) TO {path} (HEADER, DELIMITER ',')")
            rows[name] = int(workspace.value(f"SELECT count(*) FROM ({select}) AS rows"))
    return rows


def _selects() -> dict[str, str]:
    return {name: _sql_for_events(table) for name, table in _TABLES.items()}


def _sql_for_person() -> str:
    return """
        SELECT person_id AS pers_person_id, sex AS pers_sex, ethnicity AS pers_ethnicity, birth_month AS pers_dob
        FROM person ANTI JOIN left_out USING (person_id) WHERE is_child ORDER BY person_id
    """


def _sql_for_events(table: _Table) -> str:
    # An event's own id can hold an agency's number for the child, so rows are numbered within each export instead.
    taken = {
        table.key: "row_number() OVER (ORDER BY person_id, observed_on, event_id)",
        table.person: "person_id",
        table.start: "observed_on",
        table.end: "observed_to",
        table.code: "code",
    }
    columns = ", ".join(f"{value} AS {quoted(name)}" for name, value in taken.items() if name)
    return f"""
        SELECT {columns} FROM person_event JOIN person USING (person_id) ANTI JOIN left_out USING (person_id)
        WHERE is_child AND kind = {literal(table.kind)} AND finding = 'present' AND {table.wanted}
        ORDER BY person_id, observed_on, event_id
    """
