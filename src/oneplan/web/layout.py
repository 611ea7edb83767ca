"""What stands around every page: names, navigation and who is signed in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the navigation under the header."""

    text: str
    href: str
    is_current: bool

    @property
    def params(self) -> dict[str, object]:
        """As GOV.UK's service navigation takes it."""
        return {"text": self.text, "href": self.href, "active": self.is_current}


@dataclass(frozen=True)
class Layout:
    """The frame of a page. `person` is None when nobody is signed in."""

    partnership: str
    navigation: tuple[NavigationItem, ...]
    person: str | None
    organisation: str | None
    is_demo: bool
