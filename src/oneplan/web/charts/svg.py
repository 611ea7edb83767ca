"""The few SVG elements that charts need, with colours, and text kept apart from markup."""

from lxml import etree
from markupsafe import Markup

NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "Helvetica, Arial, sans-serif"
FONT_SIZE = 14.0
#: A generous guess at the width of one letter, in shares of the font's size, so that labels have room in any font,
#: bold too.
LETTER = 0.7

#: The Government Analysis Function's categorical palette, for at most four series
#: (https://analysisfunction.civilservice.gov.uk/policy-store/data-visualisation-colours-in-charts/).
DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
INK = "#0b0c0c"
RULE = "#b1b4b6"
QUIET = "#505a5f"

Value = str | float


class Drawing:
    """An SVG picture with a title and a description for those who do not see it."""

    def __init__(self, *, name: str, width: float, height: float, title: str, description: str) -> None:
        """`name` must be unique on the page: the title's and description's ids are made from it."""
        self.root = etree.fromstring(f'<svg xmlns="{NAMESPACE}"/>')
        self.root.set("viewBox", f"0 0 {_written(width)} {_written(height)}")
        for key, value in (("role", "img"), ("aria-labelledby", f"{name}-title {name}-description")):
            self.root.set(key, value)
        self.root.set("class", "op-chart")
        self.root.set("font-family", FONT)
        self.root.set("font-size", _written(FONT_SIZE))
        self._labelled("title", f"{name}-title", title)
        self._labelled("desc", f"{name}-description", description)

    def add(self, tag: str, **attributes: Value) -> None:
        """An element. Underscores in attribute names stand for hyphens (`stroke_width`)."""
        self._element(tag, attributes)

    def text(self, x: float, y: float, words: str, **attributes: Value) -> None:
        """Words at a point. The picture's description says the same, so single words are not read out twice."""
        element = self._element("text", {"x": x, "y": y, "fill": INK, **attributes})
        element.text = words

    def markup(self) -> Markup:
        """The picture, safe to put into a page: every word in it was escaped."""
        return Markup(etree.tostring(self.root, encoding="unicode"))  # noqa: S704 - serialised by lxml, which escapes

    def _labelled(self, tag: str, name: str, words: str) -> None:
        element = etree.SubElement(self.root, tag)
        element.set("id", name)
        element.text = words

    def _element(self, tag: str, attributes: dict[str, Value]) -> etree._Element:
        element = etree.SubElement(self.root, tag)
        for key, value in attributes.items():
            element.set(key.replace("_", "-"), value if isinstance(value, str) else _written(value))
        return element


def text_width(words: str, size: float = FONT_SIZE) -> float:
    """Room that words need, generously."""
    return len(words) * size * LETTER


def _written(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
