"""What a document is made of. Nothing here knows a format."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Heading:
    """A heading under the title. Levels start at 2 and may not be skipped."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class BulletList:
    """Points without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Data with a header row; the first column names each row. Cells of other columns are set to the right.

    Where they hold words and not numbers, they are set to the left.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    holds_words: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture as SVG, what it says in words for those who do not see it, and where its figures come from."""

    svg: Markup
    caption: str
    alternative: str
    source: str


@dataclass(frozen=True)
class Note:
    """Something the reader must know to read the rest rightly."""

    text: str


Block = Heading | Paragraph | BulletList | Table | Figure | Note


@dataclass(frozen=True)
class Document:
    """A whole document in British English.

    Raises `ValueError` when it would not be accessible: an empty title, a skipped heading level, a figure without
    words, or a table whose rows do not fit its header.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("A document needs a title.")
        level = 1
        for block in self.blocks:
            if isinstance(block, Heading):
                if not 2 <= block.level <= level + 1:
                    raise ValueError(f"The heading {block.text!r} skips a level.")
                level = block.level
            elif isinstance(block, Figure) and not block.alternative.strip():
                raise ValueError(f"The figure {block.caption!r} has no words for those who do not see it.")
            elif isinstance(block, Table) and any(len(row) != len(block.head) for row in block.rows):
                raise ValueError(f"A row of the table {block.caption!r} does not fit its header.")
