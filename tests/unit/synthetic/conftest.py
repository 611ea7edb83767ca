"""One small borough for every test here: written once, and the world it was written from."""

from pathlib import Path

import pytest

from oneplan.synthetic import borough
from oneplan.synthetic.world import World, make

CHILDREN, SEED = 3000, 11


@pytest.fixture(scope="session")
def world() -> World:
    return make(CHILDREN, SEED)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("borough")
    borough.write(out, children=CHILDREN, seed=SEED)
    return out
