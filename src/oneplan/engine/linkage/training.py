"""An area's own rates: learnt once from its records, saved, and used until somebody retrains."""

import json
import logging
from pathlib import Path
from typing import Any

from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.model import Comparison, comparisons, starting_settings
from oneplan.engine.store.files import write_atomically
from oneplan.engine.store.workspace import Workspace

#: Pairs that agree on these are rich in true matches; each session learns what the other holds fixed.
_SESSIONS = ("l.birth_date = r.birth_date", "l.given = r.given AND l.family = r.family AND l.postcode = r.postcode")
#: Rules with hardly any false pairs, from which the share of true pairs among all pairs is reckoned.
_PRIOR_RULES = (
    "l.given = r.given AND l.family = r.family AND l.birth_date = r.birth_date",
    "l.nhs_number = r.nhs_number AND l.birth_date = r.birth_date",
)
_FILE = "linkage.json"
_DIGITS = 6  # sums differ in their last bits from run to run; rates rounded to six digits do not


def settings_for(workspace: Workspace, model_folder: Path, definition: LinkageDefinition) -> dict[str, Any]:
    """The saved model; or one trained and saved now; or, with too few records to learn from, the starting rates.

    Reads `comparison_form` and `unit_record(unit, record_id)`.
    """
    saved = model_folder / f"v{definition.version}-{_FILE}"
    if saved.is_file():
        found: dict[str, Any] = json.loads(saved.read_text(encoding="utf-8"))
        return found
    named = workspace.value("SELECT count(*) FROM comparison_form WHERE given IS NOT NULL")
    if named < definition.training.fewest_records.count:
        return starting_settings(definition, with_frequencies=False)
    settings = trained_settings(workspace, definition)
    write_atomically(saved, json.dumps(settings, indent=1, sort_keys=True) + "\n")
    return settings


def trained_settings(workspace: Workspace, definition: LinkageDefinition) -> dict[str, Any]:
    """Learn the rates of `comparison_form`. The same records give the same rates."""
    settings = starting_settings(definition, with_frequencies=True)
    for comparison, parts in zip(comparisons(definition), settings["comparisons"], strict=True):
        _set_rates_between_different_people(workspace, comparison, parts["comparison_levels"], definition)
    linker = Linker(
        DuckDBAPI(connection=workspace.connection).register("comparison_form"), settings, log_level=logging.ERROR
    )
    linker.training.estimate_probability_two_random_records_match(
        list(_PRIOR_RULES), recall=definition.training.deterministic_recall.share
    )
    for rule in _SESSIONS:
        linker.training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)
    learnt = linker.misc.save_model_to_json()
    return _rounded(_with_every_level(learnt, settings))


def _set_rates_between_different_people(
    workspace: Workspace, comparison: Comparison, levels: list[dict[str, Any]], definition: LinkageDefinition
) -> None:
    """Set how often records of different people reach each level.

    Common levels are counted in all pairs of a sample. Levels of one home are too rare for any sample, so they are
    counted among all pairs of housemates; pairs that a number showed to be one person are left out.
    """
    sampled: dict[int, int] = dict(
        workspace.rows(_sql_for_sampled_levels(comparison, definition.training.sample.count))
    )
    rates = {place: count / sum(sampled.values()) for place, count in sampled.items()}
    if any(level.rare for level in comparison.levels):
        rates |= dict(workspace.rows(_sql_for_rare_levels(comparison)))
    for place, rate in rates.items():
        levels[place + 1]["u_probability"] = rate  # the null level stands before the others


def _sql_for_sampled_levels(comparison: Comparison, count: int) -> str:
    columns = _columns_of(comparison)
    return f"""
        WITH sample AS (SELECT * FROM comparison_form ORDER BY hash(record_id), record_id LIMIT {count}),
        l AS (SELECT record_id AS record_l, {", ".join(f"{c} AS {c}_l" for c in columns)} FROM sample),
        r AS (SELECT record_id AS record_r, {", ".join(f"{c} AS {c}_r" for c in columns)} FROM sample)
        SELECT {_sql_for_level(comparison)} AS level, count(*)
        FROM l JOIN r ON record_l < record_r
        WHERE NOT ({comparison.missing})
        GROUP BY level ORDER BY level
    """


def _sql_for_rare_levels(comparison: Comparison) -> str:
    columns = _columns_of(comparison)
    return f"""
        WITH record AS (SELECT form.*, unit FROM comparison_form AS form JOIN unit_record USING (record_id)),
        l AS (SELECT record_id AS record_l, unit AS unit_l, {", ".join(f"{c} AS {c}_l" for c in columns)} FROM record),
        r AS (SELECT record_id AS record_r, unit AS unit_r, {", ".join(f"{c} AS {c}_r" for c in columns)} FROM record),
        housemates AS (
            SELECT * FROM l JOIN r ON postcode_l = postcode_r AND record_l < record_r AND unit_l <> unit_r
            UNION ALL
            SELECT * FROM l JOIN r ON uprn_l = uprn_r AND record_l < record_r AND unit_l <> unit_r
            WHERE postcode_l IS DISTINCT FROM postcode_r
            UNION ALL
            SELECT * FROM l JOIN r ON home_line_l = home_line_r AND record_l < record_r AND unit_l <> unit_r
            WHERE (postcode_l IS NULL OR postcode_r IS NULL) AND uprn_l IS DISTINCT FROM uprn_r
        )
        SELECT {_sql_for_level(comparison)} AS level,
            count(*) / (SELECT count(*) * (count(*) - 1) / 2 FROM comparison_form)
        FROM housemates
        WHERE NOT ({comparison.missing})
        GROUP BY level
        HAVING level IN ({", ".join(str(place) for place, level in enumerate(comparison.levels) if level.rare)})
        ORDER BY level
    """


def _sql_for_level(comparison: Comparison) -> str:
    whens = " ".join(f"WHEN {level.sql} THEN {place}" for place, level in enumerate(comparison.levels[:-1]))
    return f"CASE {whens} ELSE {len(comparison.levels) - 1} END"


def _columns_of(comparison: Comparison) -> tuple[str, ...]:
    return {
        "given_name": ("given", "given_forms", "family"),
        "birth_date": ("birth_date", "birth_year", "birth_month", "birth_day"),
        "family_and_home": ("given", "family", "former_family", "family_parts", "postcode", "home_line", "uprn"),
        "sex": ("sex",),
    }[comparison.name]


def _with_every_level(learnt: dict[str, Any], starting: dict[str, Any]) -> dict[str, Any]:
    """The learnt model with the starting rate at every level that training never met: none is left without a rate."""
    for comparison, before in zip(learnt["comparisons"], starting["comparisons"], strict=True):
        for level, first in zip(comparison["comparison_levels"], before["comparison_levels"], strict=True):
            for rate in ("m_probability", "u_probability"):
                if rate in first and not _is_learnt(level.get(rate)):
                    level[rate] = first[rate]
    return learnt


def _is_learnt(rate: object) -> bool:
    return isinstance(rate, float) and 0 < rate < 1


def _rounded(settings: dict[str, Any]) -> dict[str, Any]:
    """The model with its rates rounded, so that the same records save the same file."""
    settings["probability_two_random_records_match"] = _round(settings["probability_two_random_records_match"])
    settings.pop("linker_uid", None)
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            for rate in ("m_probability", "u_probability"):
                if rate in level:
                    level[rate] = _round(level[rate])
    return settings


def _round(rate: float) -> float:
    return float(f"{rate:.{_DIGITS}g}")
