"""Addresses of the built style sheets and scripts, whose names carry a hash of what is in them."""

import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static

BUILT = Path(__file__).parent / "static" / "built"


@cache
def _manifest() -> dict[str, str]:
    try:
        return dict(json.loads((BUILT / "manifest.json").read_text()))
    except FileNotFoundError as missing:
        message = "The front-end assets are not built yet. Run ./run assets, then start again."
        raise RuntimeError(message) from missing


def asset(name: str) -> str:
    """The address of a built file by its plain name, such as `oneplan.css`. KeyError when it is not built."""
    return static(f"built/{_manifest()[name]}")
