"""Documents are accessible in both formats, or are not made at all."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from lxml import etree, html
from markupsafe import Markup

from oneplan.documents.docx import as_docx
from oneplan.documents.html import as_html
from oneplan.documents.model import BulletList, Document, Figure, Heading, Note, Paragraph, Table
from oneplan.documents.pictures import as_png

PICTURE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" font-family="Arial"><text x="1" y="12">Hi</text></svg>'
)
DOCUMENT = Document(
    title="Children by cause",
    subtitle="Made for the partnership",
    blocks=(
        Heading("What it shows"),
        Paragraph("Numbers <under 8> are hidden."),
        BulletList(("One", "Two")),
        Heading("In detail", level=3),
        Table("Children", ("Ward", "Children"), (("North", "40"), ("South", "*"))),
        Figure(PICTURE, "The most is 40", "A bar chart: North 40, South hidden.", "Source: made up"),
        Note("Some are hidden."),
    ),
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def written() -> bytes:
    return as_docx(DOCUMENT)


def test_html_escapes_words_and_keeps_pictures() -> None:
    page = html.fromstring(f"<main>{as_html(DOCUMENT)}</main>")
    assert [heading.tag for heading in page.iter("h2", "h3")] == ["h2", "h3"]
    assert "Numbers <under 8> are hidden." in page.text_content()
    assert page.find(".//svg") is not None


def test_html_tables_name_their_rows_and_columns() -> None:
    page = html.fromstring(f"<main>{as_html(DOCUMENT)}</main>")
    assert page.findtext(".//caption") == "Children"
    assert [cell.get("scope") for cell in page.iter("th")] == ["col", "col", "row", "row"]


def test_word_file_says_its_language_and_title(written: bytes) -> None:
    file = docx.Document(BytesIO(written))
    assert (file.core_properties.title, file.core_properties.language) == ("Children by cause", "en-GB")
    styles = etree.fromstring(ZipFile(BytesIO(written)).read("word/styles.xml"))
    assert {language.get(f"{W}val") for language in styles.iter(f"{W}lang")} == {"en-GB"}


def test_word_headings_are_headings_in_order(written: bytes) -> None:
    paragraphs = docx.Document(BytesIO(written)).paragraphs
    headings = [(part.style.name, part.text) for part in paragraphs if part.style.name.startswith(("Heading", "Title"))]
    assert headings == [("Heading 1", "Children by cause"), ("Heading 2", "What it shows"), ("Heading 3", "In detail")]


def test_word_tables_repeat_their_header_row(written: bytes) -> None:
    rows = docx.Document(BytesIO(written)).tables[0].rows
    assert [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]


def test_word_pictures_have_words(written: bytes) -> None:
    shape = docx.Document(BytesIO(written)).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "A bar chart: North 40, South hidden."


def test_wide_tables_lie_on_their_side(written: bytes) -> None:
    wide = Document("Wide", "", (Table("T", tuple("abcdefgh"), ()),))
    section = docx.Document(BytesIO(as_docx(wide))).sections[0]
    upright = docx.Document(BytesIO(written)).sections[0]
    assert section.page_width > section.page_height
    assert upright.page_width < upright.page_height


@pytest.mark.parametrize(
    ("title", "block", "told"),
    [
        ("", Paragraph("x"), "needs a title"),
        ("T", Heading("Deep", level=3), "skips a level"),
        ("T", Heading("High", level=1), "skips a level"),
        ("T", Figure(PICTURE, "C", " ", "S"), "no words"),
        ("T", Table("T", ("a", "b"), (("1",),)), "does not fit"),
    ],
)
def test_what_would_not_be_accessible_is_refused(title: str, block: Heading, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Document(title, "", (block,))


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def test_a_picture_that_goes_alone_has_room_for_its_title_and_source() -> None:
    bare, alone = (as_png(PICTURE, width_cm=5, title=title, source="Source: #made *up*") for title in ("", "A $title"))
    assert size(alone)[1] > size(bare)[1]
    assert alone != as_png(PICTURE, width_cm=5, title="Another", source="Source: #made *up*")
