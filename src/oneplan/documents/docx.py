"""A document as a Word file that a screen reader can use.

python-docx starts from an American template without a title, makes its first heading a "Title", repeats no header row
and gives pictures no words; each of those is put right here.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from oneplan.documents.model import Block, BulletList, Document, Figure, Heading, Note, Paragraph, Table
from oneplan.documents.pictures import as_png

LANGUAGE = "en-GB"
FONT = "Arial"
PICTURE_CM = 15.0
#: Tables with more columns than this get pages on their side.
UPRIGHT_COLUMNS = 7

File = Any  # python-docx publishes no types


def as_docx(document: Document) -> bytes:
    """The document as the bytes of a `.docx` file."""
    file = docx.Document()
    _set_language_and_fonts(file)
    _set_page(
        file, is_wide=any(isinstance(block, Table) and len(block.head) > UPRIGHT_COLUMNS for block in document.blocks)
    )
    file.core_properties.title = document.title
    file.core_properties.language = LANGUAGE
    file.core_properties.author = "OnePlan"
    file.core_properties.comments = ""
    file.add_heading(document.title, level=1)
    file.add_paragraph(document.subtitle)
    for block in document.blocks:
        _WRITERS[type(block)](file, block)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _set_language_and_fonts(file: File) -> None:
    for language in file.styles.element.iter(qn("w:lang")):
        for attribute in ("w:val", "w:eastAsia"):
            language.set(qn(attribute), LANGUAGE)
    for style in file.styles:
        if hasattr(style, "font") and (style.name == "Normal" or style.name.startswith(("Heading", "List", "Caption"))):
            style.font.name = FONT
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(attribute), None)
    file.styles["Normal"].font.size = Pt(12)


def _set_page(file: File, *, is_wide: bool) -> None:
    section = file.sections[0]
    long, short = Cm(29.7), Cm(21.0)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    section.left_margin = section.right_margin = Cm(2)


def _write_heading(file: File, heading: Heading) -> None:
    file.add_heading(heading.text, level=heading.level)


def _write_paragraph(file: File, paragraph: Paragraph) -> None:
    file.add_paragraph(paragraph.text)


def _write_note(file: File, note: Note) -> None:
    written = file.add_paragraph(note.text)
    written.paragraph_format.left_indent = Cm(0.75)
    for run in written.runs:
        run.bold = True


def _write_list(file: File, points: BulletList) -> None:
    for item in points.items:
        file.add_paragraph(item, style="List Bullet")


def _write_table(file: File, table: Table) -> None:
    caption = file.add_paragraph(table.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    written = file.add_table(rows=1, cols=len(table.head), style="Table Grid")
    _fill(written.rows[0], table, table.head, is_bold=True)
    _mark_row(written.rows[0], "w:tblHeader")
    for row in table.rows:
        _fill(written.add_row(), table, row, is_bold=False)
    for row in written.rows:
        _mark_row(row, "w:cantSplit")
    file.add_paragraph()


def _fill(row: File, table: Table, words: tuple[str, ...], *, is_bold: bool) -> None:
    for column, (cell, text) in enumerate(zip(row.cells, words, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text).bold = is_bold or column == 0
        if column and not table.holds_words:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark_row(row: File, mark: str) -> None:
    element = OxmlElement(mark)
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def _write_figure(file: File, figure: Figure) -> None:
    caption = file.add_paragraph(figure.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    picture = BytesIO(as_png(figure.svg, width_cm=PICTURE_CM))
    file.add_picture(picture, width=Cm(PICTURE_CM))
    described = file.inline_shapes[-1]._inline.docPr
    described.set("descr", figure.alternative)
    described.set("title", figure.caption)
    file.add_paragraph(figure.source)


_WRITERS: dict[type[Block], Callable[[File, Any], None]] = {
    Heading: _write_heading,
    Paragraph: _write_paragraph,
    BulletList: _write_list,
    Table: _write_table,
    Figure: _write_figure,
    Note: _write_note,
}
