"""An area's own rates: learnt once from its records, saved, and used until its file is removed."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.model import Comparison, comparisons, starting_settings
from oneplan.engine.linkage.resolving import join_by_numbers
from oneplan.engine.store.files import write_atomically
from oneplan.engine.store.workspace import Workspace

#: Pairs that agree on these are rich in true matches; each session learns what the other holds fixed.
_SESSIONS = ("l.birth_date = r.birth_date", "l.given = r.given AND l.family = r.family AND l.postcode = r.postcode")
#: Each session learns from about this many of its pairs, always the same: pairs of one birthday grow with the square of
#: the records, and what is learnt from them does not.
_MOST_PAIRS = 2_000_000
#: Rules with hardly any false pairs, from which the share of true pairs among all pairs is reckoned.
_PRIOR_RULES = (
    "l.given = r.given AND l.family = r.family AND l.birth_date = r.birth_date",
    "l.nhs_number = r.nhs_number AND l.birth_date = r.birth_date",
)
FILE = "linkage-model.json"
#: Names less common than this weigh the same: the rates of very rare names cannot be told apart.
_LEAST_SHARE = 0.0001
#: A name is written down with the model when more records than this have it.
_FEWEST_NAMESAKES = 10
_DIGITS = 6  # sums differ in their last bits from run to run; rates rounded to six digits do not


@dataclass(frozen=True)
class Model:
    """What Splink weighs pairs with: its settings, and how common names were when they were learnt.

    `frequencies` has, by column, the share of records with each common value, and under the empty name the share that
    any rarer value counts as. They are frozen with the model: a record that arrives changes nobody else's weight.
    """

    settings: dict[str, Any]
    frequencies: dict[str, dict[str, float]]

    def as_json(self) -> dict[str, Any]:
        """The model as it is saved."""
        return {"settings": self.settings, "frequencies": self.frequencies}

    def known_to_sql(self, column: str) -> dict[str, Any]:
        """The frequencies of a column as parameters: `rare`, `names` and `shares`."""
        common = {name: share for name, share in self.frequencies[column].items() if name}
        return {"rare": self.frequencies[column][""], "names": list(common), "shares": list(common.values())}


def model_at_hand(workspace: Workspace, models: Path, definition: LinkageDefinition) -> Model | None:
    """The saved model; with too few identities to learn from, the starting rates; None when one should be learnt."""
    saved = models / f"v{definition.version}-{FILE}"
    if saved.is_file():
        return Model(**json.loads(saved.read_text(encoding="utf-8")))
    named = workspace.value("SELECT count(*) FROM vault.identity WHERE given_name IS NOT NULL")
    if named < definition.training.fewest_records.count:
        return Model(starting_settings(definition, with_frequencies=False), {})
    return None


def learn(workspace: Workspace, models: Path, definition: LinkageDefinition) -> Model:
    """Learn the area's rates from all records, and save them. Reads `vault.comparison_form` and `fresh_number_link`."""
    workspace.run("CREATE OR REPLACE VIEW touched AS SELECT record_id FROM vault.comparison_form")
    workspace.run("CREATE OR REPLACE TABLE number_link AS FROM fresh_number_link")
    join_by_numbers(workspace)
    workspace.run("CREATE VIEW named_record AS SELECT rowid AS node, * FROM vault.comparison_form")
    model = Model(trained_settings(workspace, definition), learnt_frequencies(workspace))
    workspace.run("DROP VIEW touched")
    write_atomically(
        models / f"v{definition.version}-{FILE}", json.dumps(model.as_json(), indent=1, sort_keys=True) + "\n"
    )
    return model


def learnt_frequencies(workspace: Workspace) -> dict[str, dict[str, float]]:
    """How common each common name is. A name of few records is not written down: it could tell of a person."""
    return {
        column: {
            "": workspace.value(
                f"SELECT greatest({_LEAST_SHARE}, {_FEWEST_NAMESAKES} / count({column})) FROM vault.comparison_form"
            ),
            **dict(
                workspace.rows(f"""
                    SELECT {column}, count(*) / sum(count(*)) OVER () AS share
                    FROM vault.comparison_form WHERE {column} IS NOT NULL
                    GROUP BY {column}
                    QUALIFY count(*) > {_FEWEST_NAMESAKES} AND share > {_LEAST_SHARE}
                    ORDER BY {column}
                """)
            ),
        }
        for column in ("family", "given")
    }


def trained_settings(workspace: Workspace, definition: LinkageDefinition) -> dict[str, Any]:
    """Learn the rates of `comparison_form`. The same records give the same rates."""
    settings = starting_settings(definition, with_frequencies=True)
    for comparison, parts in zip(comparisons(definition), settings["comparisons"], strict=True):
        _set_rates_between_different_people(workspace, comparison, parts["comparison_levels"], definition)
    linker = Linker(
        DuckDBAPI(connection=workspace.connection).register("named_record"), settings, log_level=logging.ERROR
    )
    linker.training.estimate_probability_two_random_records_match(
        list(_PRIOR_RULES), recall=definition.training.deterministic_recall.share
    )
    for rule in _SESSIONS:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=_MOST_PAIRS
        )
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
        WITH sample AS (SELECT * FROM vault.comparison_form ORDER BY hash(record_id), record_id LIMIT {count}),
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
        WITH record AS (SELECT form.*, unit FROM vault.comparison_form AS form JOIN unit_record USING (record_id)),
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
            count(*) / (SELECT count(*) * (count(*) - 1) / 2 FROM vault.comparison_form)
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
