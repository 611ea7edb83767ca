"""The linkage model: what it was learnt from, whether records still agree as they did, and learning it anew."""

from __future__ import annotations

import os
from datetime import datetime

import click

from oneplan.cli.telling import console, timed
from oneplan.definitions.linkage import linkage_definition
from oneplan.engine.linkage.drift import has_drifted, watch_drift
from oneplan.engine.linkage.retraining import retrain, retrainings
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import current_snapshot
from oneplan.engine.store.workspace import Workspace


@click.group()
def model() -> None:
    """The linkage model, which says how much each agreement between two records weighs."""


@model.command()
def show() -> None:
    """Print when and why the model was learnt anew, and how records agree now beside how they did then."""
    home, agreed = DataHome.named_in(os.environ), linkage_definition()
    for act in retrainings(home.models):
        console.print(f"{act.on}: learnt from {act.records:,} records. {act.because}", markup=False)
    with Workspace.in_memory() as workspace:
        workspace.attach(current_snapshot(home).vault, "vault")
        drifts = watch_drift(workspace, home.models, agreed)
    if not drifts:
        console.print("There is nothing to compare yet: no model was learnt here, or too few pairs share a number.")
    for one in drifts:
        console.print(f"{one.comparison}: {one.moved:.1%} moved", markup=False)
        for level in one.then | one.now:
            console.print(
                f"  {level:<36} then {one.then.get(level, 0):>6.1%}   now {one.now.get(level, 0):>6.1%}", markup=False
            )
    if has_drifted(drifts, agreed):
        console.print("More moved than was agreed. Look for what an agency changed; then `oneplan model retrain`.")


@model.command("retrain")
@click.option("--because", required=True, help="Why, in a few words without personal data; it is written down.")
def retrain_now(because: str) -> None:
    """Learn the rates anew from everybody in the current snapshot. The next refresh links everybody with them."""
    home = DataHome.named_in(os.environ)
    with timed("Learning"):
        act = retrain(current_snapshot(home), home.models, on=datetime.now().astimezone().date(), because=because)
    kept = f"The former model is kept in {act.kept}." if act.kept else "There was no other model to keep."
    console.print(f"Learnt from {act.records:,} records. {kept}", markup=False)
