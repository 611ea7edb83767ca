"""The order of the loop, from what agencies sent to a snapshot that serves. Read it aloud."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import oneplan
from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.definitions.framework import framework_on
from oneplan.definitions.linkage import linkage_definition
from oneplan.definitions.prompt import read_prompt_rules
from oneplan.definitions.source import source_contracts
from oneplan.definitions.support import read_support
from oneplan.engine.disclosure.release import build as build_release
from oneplan.engine.evidence.build import build as build_evidence
from oneplan.engine.indicators.places import build as build_places
from oneplan.engine.indicators.places import build_needs
from oneplan.engine.linkage import link
from oneplan.engine.linkage.drift import has_drifted, watch_drift
from oneplan.engine.matrix.build import build as build_matrix
from oneplan.engine.people import build as build_people
from oneplan.engine.people.candidates import make_candidates
from oneplan.engine.people.held import hold_back, remember_restricted_forms
from oneplan.engine.people.ids import person_id_key
from oneplan.engine.people.rulings import NOTHING_RULED, Rulings, decisions_of, keep_restricted
from oneplan.engine.prompts.build import build as build_prompts
from oneplan.engine.sources.submissions import Submission, submissions
from oneplan.engine.store.gathering import gather
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotFiles, building, current_snapshot
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.continuing import continue_vault
from oneplan.engine.vault.gather import gather_identities
from oneplan.vocabulary.errors import NoSnapshot

#: Told the name of each step as it begins.
Progress = Callable[[str], None]
#: The folders whose files decide what a refresh makes of the same submissions.
_MEANING = ("definitions", "engine", "vocabulary")


def refresh(home: DataHome, *, as_of: date, progress: Progress, rulings: Rulings = NOTHING_RULED) -> SnapshotFiles:
    """Work everything out as it stood on `as_of`, swap the snapshot in, and return it.

    `rulings` is what people decided about records, and whom they restricted. The same submissions, rulings,
    definitions, code and day give the snapshot that is already there. Raises `NoSnapshot` when nothing was ever
    loaded, and `RestrictedPersonLost` where it cannot be known which records are of somebody restricted.
    """
    sent = submissions(home)
    if not sent:
        raise NoSnapshot("Nothing has been loaded yet. Load files with `./run load SOURCE FILE...`, then refresh.")
    name = _name(sent, rulings, as_of)
    previous = _previous(home)
    if previous is not None and previous.name == name:
        progress("nothing has changed since the last refresh")
        return previous
    with building(home, name) as files:
        with Workspace.at(files.record) as workspace:
            continue_vault(workspace, files, previous)
            _make(workspace, home, sent, rulings, previous, as_of=as_of, progress=progress)
            workspace.run("DETACH vault")
        manifest = {"as_of": as_of.isoformat(), "submissions": _names(sent)}
        (files.folder / "manifest.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
        progress("swap the new snapshot in")
    return current_snapshot(home)


def _make(
    workspace: Workspace,
    home: DataHome,
    sent: Sequence[Submission],
    rulings: Rulings,
    previous: SnapshotFiles | None,
    *,
    as_of: date,
    progress: Progress,
) -> None:
    progress("gather what agencies sent")
    gather(workspace, [one.folder for one in sent])
    lately = _received_since(previous, sent)
    gather_identities(
        workspace, [one.vault_folder for one in (sent if lately is None else lately)], is_all=lately is None
    )
    progress("find which records are of one person")
    key = person_id_key(home.keys)
    keep_restricted(workspace, rulings, previous)
    decisions = decisions_of(workspace, rulings, key=key, previous=previous)
    link(workspace, models=home.models, decisions=decisions)
    drifted = has_drifted(watch_drift(workspace, home.models, linkage_definition()), linkage_definition())
    if drifted:
        progress(f"agreement has moved since the model was learnt: {', '.join(one.comparison for one in drifted)}")
    remember_restricted_forms(workspace, previous)
    hold_back(workspace, linkage_definition())
    progress("give people lasting ids, and find their families")
    build_people(workspace, keys=home.keys, as_of=as_of, previous=previous)
    make_candidates(workspace, key=key)
    progress("turn events into evidence")
    build_evidence(workspace, framework=framework_on(as_of), as_of=as_of)
    progress("say what is known of each factor for each child")
    build_matrix(workspace)
    progress("find reasons to talk")
    build_prompts(
        workspace,
        rules=read_prompt_rules().values(),
        framework=framework_on(as_of),
        agencies={name: contract.agency for name, contract in source_contracts().items()},
        as_of=as_of,
    )
    progress("count for the place")
    build_places(workspace)
    build_needs(workspace, framework=framework_on(as_of), support=read_support().support)
    progress("try to find somebody in the numbers, and leave out what would tell")
    build_release(workspace, read_disclosure_rule())


def _previous(home: DataHome) -> SnapshotFiles | None:
    try:
        return current_snapshot(home)
    except NoSnapshot:
        return None


def _received_since(previous: SnapshotFiles | None, sent: Sequence[Submission]) -> Sequence[Submission] | None:
    """The submissions received since the previous snapshot; None when more changed than that."""
    known = previous.manifest["submissions"] if previous is not None and previous.vault.is_file() else None
    if not isinstance(known, list) or _names(sent)[: len(known)] != known:
        return None
    return sent[len(known) :]


def _names(sent: Sequence[Submission]) -> list[str]:
    return [f"{one.source}/{one.id}" for one in sent]


def _name(sent: Sequence[Submission], rulings: Rulings, as_of: date) -> str:
    """The day, and a fingerprint of everything that decides the answer."""
    seen = hashlib.sha256(rulings.fingerprint())
    for one in sent:
        seen.update(f"{one.source}/{one.id}\n".encode())
    home_of_meaning = Path(oneplan.__file__).parent
    for folder in _MEANING:
        for path in sorted((home_of_meaning / folder).rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                seen.update(path.read_bytes())
    return f"{as_of.isoformat()}-{seen.hexdigest()[:12]}"
