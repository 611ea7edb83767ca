"""SVG to PNG, for formats that cannot hold SVG, with a font inside Typst, so that every machine draws the same."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

#: Sans serif and inside Typst itself; a bare server has no fonts of its own.
FONT = "DejaVu Sans Mono"
DOTS_PER_INCH = 200


def as_png(svg: str, *, width_cm: float) -> bytes:
    """The picture at a width, 200 dots to the inch."""
    with TemporaryDirectory() as folder:
        Path(folder, "picture.svg").write_text(re.sub(r'font-family="[^"]*"', f'font-family="{FONT}"', svg), "utf-8")
        page = Path(folder, "page.typ")
        page.write_text(
            f'#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg", width: {width_cm}cm)', "utf-8"
        )
        drawn: bytes = typst.compile(page, format="png", ppi=DOTS_PER_INCH, ignore_system_fonts=True)
    return drawn
