"""A document as HTML with GOV.UK classes, to stand in a page that already shows its title."""

from functools import cache
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from oneplan.documents.model import Block, Document

#: GOV.UK sizes of headings under a page's title.
SIZES = {2: "m", 3: "s", 4: "s"}


class _Part(NamedTuple):
    kind: str
    it: Block


class _Parts(NamedTuple):
    blocks: tuple[_Part, ...]


@cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("oneplan.documents")
    pages = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return pages.get_template("document.html")


def as_html(document: Document) -> Markup:
    """The document's body as markup. Text is escaped; only figures, which are SVG made by us, stand as they are."""
    parts = _Parts(tuple(_Part(type(block).__name__, block) for block in document.blocks))
    return Markup(_template().render(document=parts, sizes=SIZES))  # noqa: S704 - autoescaped above
