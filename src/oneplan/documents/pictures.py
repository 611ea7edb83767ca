"""SVG to PNG, for formats that cannot hold SVG, with a font inside Typst, so that every machine draws the same."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

#: Sans serif and inside Typst itself; a bare server has no fonts of its own.
FONT = "DejaVu Sans Mono"
DOTS_PER_INCH = 200
# Words reach Typst as inputs and never as its markup, which would need escaping.
_PICTURE = '#image("picture.svg", width: float(sys.inputs.width) * 1cm)\n'
_BARE = f"#set page(width: auto, height: auto, margin: 0pt)\n{_PICTURE}"
_ALONE = f"""#set page(width: (float(sys.inputs.width) + 1) * 1cm, height: auto, margin: 0.5cm, fill: white)
#set text(font: sys.inputs.font, lang: "en", region: "GB")
#text(size: 10pt, weight: "bold", sys.inputs.title)
{_PICTURE}
#text(size: 7pt, sys.inputs.source)
"""


def as_png(svg: str, *, width_cm: float, title: str = "", source: str = "") -> bytes:
    """The picture at a width, 200 dots to the inch; with its title above and its source below, where it goes alone."""
    with TemporaryDirectory() as folder:
        Path(folder, "picture.svg").write_text(re.sub(r'font-family="[^"]*"', f'font-family="{FONT}"', svg), "utf-8")
        page = Path(folder, "page.typ")
        page.write_text(_ALONE if title else _BARE, "utf-8")
        said = {"width": str(width_cm), "title": title, "source": source, "font": FONT}
        drawn: bytes = typst.compile(page, format="png", ppi=DOTS_PER_INCH, ignore_system_fonts=True, sys_inputs=said)
    return drawn
