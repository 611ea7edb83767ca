"""The plan is changed in the browser: drafted, published, undone, and never lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.definitions.area import load
from oneplan.definitions.plan import Status, as_yaml, from_yaml
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.rules import COMMAND_LINE
from oneplan.partnership.strategy.models import Edition
from oneplan.partnership.strategy.operations import DraftMoved, change_part, import_plan, publish
from oneplan.partnership.strategy.queries import written_out
from oneplan.vocabulary.errors import NotAllowed
from tests.fixtures.cast import set_up_cast, signed_in_as
from tests.fixtures.delivery import viewer

AREAS = Path(__file__).parents[3] / "areas"
AT = timezone.localtime()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any) -> Iterator[None]:
    settings.ONEPLAN_AREA = AREAS / "stockton"
    set_up_cast()
    import_plan(by=COMMAND_LINE, area=load(AREAS / "stockton"), at=AT)
    yield


@pytest.fixture
def manager() -> Client:
    return signed_in_as("partnership_manager")


def address(name: str, *args: object) -> str:
    return reverse(f"strategy:{name}", args=args)


def page_of(client: Client, name: str, *args: object) -> str:
    answer = client.get(address(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def seen() -> str:
    return str(Edition.objects.first().number)  # type: ignore[union-attr]


def change(client: Client, way: str, **said: str) -> Any:
    return client.post(address("change-part", way), {"seen": seen(), **said})


def test_a_draft_is_not_read_until_it_is_published(manager: Client) -> None:
    answer = change(manager, "themes.1.actions.0", text="Restorative practice, everywhere", category="")
    assert answer["Location"] == address("draft-section", "themes.1")
    draft = page_of(manager, "draft")
    assert "Restorative practice across the whole system" in draft
    assert "Restorative practice, everywhere" in draft
    assert "everywhere" not in page_of(manager, "theme", "relationships")
    decided = {"on_day": "15", "on_month": "10", "on_year": "2026", "status": "adopted", "body": "council"}
    manager.post(address("publish"), {"seen": seen(), "text": "Adopted after a year", **decided})
    theme = page_of(signed_in_as("safeguarding_lead"), "theme", "relationships")
    assert "Restorative practice, everywhere" in theme
    assert "protection from harm and neglect" in theme
    assert "15 October 2026, Council: Adopted after a year. Adopted" in page_of(manager, "plan")
    assert AuditEvent.objects.filter(action="published_plan").count() == 1


def test_what_is_published_is_written_out_as_the_same_file(manager: Client) -> None:
    change(manager, "vision", text="A better place", source="draft")
    publish(
        by=viewer("partnership_manager", AT.date()),
        status=Status.CONSULTED,
        on=AT.date(),
        body="",
        text="Sent out",
        seen=int(seen()),
        at=AT,
    )
    held = written_out(viewer("safeguarding_lead", AT.date()))
    assert held
    assert as_yaml(held) == Edition.objects.get(origin="published").content
    assert (held.vision.text, held.versions[-1].status) == ("A better place", Status.CONSULTED)


@pytest.mark.parametrize("name", ["stockton", "medway", "dorset", "york"])
def test_every_part_of_every_plan_can_be_opened_and_saved_unchanged(manager: Client, settings: Any, name: str) -> None:
    settings.ONEPLAN_AREA = AREAS / name
    import_plan(by=COMMAND_LINE, area=load(AREAS / name), at=timezone.now())
    before = Edition.objects.count()
    sections, forms = [address("draft")], set()
    for path in sections:
        links = set(
            re.findall(r'href="(/plan/draft/(?:section|change|add)/[^"]+)"', manager.get(path).content.decode())
        )
        sections += sorted(link for link in links if "/section/" in link and link not in sections)
        forms |= {link for link in links if "/section/" not in link}
    for path in sorted(link for link in forms if "/add/" in link):
        assert manager.get(path).status_code == 200, path
    changed = sorted(path for path in forms if "/change/" in path)
    assert len(changed) > 50
    for path in changed[:: len(changed) // 15]:
        sent = fields_of(manager.get(path).content.decode())
        assert manager.post(path, sent).status_code == 302, path
    assert Edition.objects.count() == before


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of the page's form."""
    from lxml import html

    form = html.fromstring(page).xpath("//main//form")[0]
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def test_parts_are_added_moved_and_removed(manager: Client) -> None:
    manager.post(address("add-part", "outcomes"), {"seen": seen(), "id": "STK-O6", "text": "Children play outdoors"})
    manager.post(address("move-part", "outcomes.5"), {"seen": seen()})
    section = page_of(manager, "draft-section", "outcomes")
    assert section.index("Children play outdoors") < section.index("feel safe, supported and valued")
    manager.post(address("remove-part", "outcomes.4"), {"seen": seen()})
    assert "Children play outdoors" not in page_of(manager, "draft-section", "outcomes")
    manager.post(
        address("add-part", "sources"), {"seen": seen(), "key": "new", "title": "A", "body": "B", "dated": "2026"}
    )
    assert "new" in from_yaml(Edition.objects.first().content).sources  # type: ignore[union-attr]


def test_what_would_not_hold_together_is_said_and_nothing_is_written(manager: Client) -> None:
    before = Edition.objects.count()
    page = manager.post(address("remove-part", "bodies.0"), {"seen": seen()}).content.decode()
    assert "the body &#39;cypp&#39; is not among the bodies" in page
    page = manager.post(address("add-part", "outcomes"), {"seen": seen(), "id": "STK-O1", "text": "Twice"}).content
    assert "an id is used twice" in page.decode()
    assert "Twice" in page.decode()
    page = change(manager, "decisions.0", text="Considered", when="2019-2-14", body="cabinet").content.decode()
    assert "like 2026-10-15" in page
    assert Edition.objects.count() == before


def test_two_people_at_once_lose_nothing(manager: Client) -> None:
    old = seen()
    change(manager, "title", text="The first")
    page = manager.post(address("change-part", "title"), {"seen": old, "text": "The second"}).content.decode()
    assert "Somebody changed the draft while you had it open" in page
    assert "The second" in page
    again = manager.post(address("change-part", "title"), {"seen": old, "text": "The second"}).content.decode()
    assert "Somebody changed the draft" in again
    with pytest.raises(DraftMoved):
        by = viewer("partnership_manager", AT.date())
        change_part(by=by, way="title", part="The third", seen=int(old), at=AT)
    assert from_yaml(Edition.objects.first().content).title == "The first"  # type: ignore[union-attr]


def test_the_last_change_is_undone_and_any_edition_is_brought_back(manager: Client) -> None:
    change(manager, "title", text="The first")
    change(manager, "title", text="The second")
    manager.post(address("bring-back", 2), {"seen": seen()})
    assert "The first" in page_of(manager, "draft")
    manager.post(address("bring-back", 1), {"seen": seen()})
    draft = page_of(manager, "draft")
    assert "The draft says the same as what is published" in draft
    history = page_of(manager, "history")
    assert history.count("Bring it back") == 4
    for words in ("The second", "Brought back edition 2", "Grace Whitfield", "from the command line"):
        assert words in history
    assert manager.post(address("bring-back", 99), {"seen": seen()}).status_code == 404


def test_a_file_is_taken_as_the_draft_and_given_out_again(manager: Client) -> None:
    text = manager.get(address("draft-file")).content.decode()
    assert text == (AREAS / "stockton" / "plan.yaml").read_text(encoding="utf-8")

    def send(content: bytes) -> Any:
        file = SimpleUploadedFile("plan.yaml", content)
        return manager.post(address("draft-from-a-file"), {"seen": seen(), "file": file})

    changed = text.replace("title: Children and Young People Strategy", "title: From a file")
    assert send(changed.encode())["Location"] == address("draft")
    assert manager.get(address("draft-file")).content.decode() == changed
    for bad, said in (
        (b"id: [", "cannot be read as YAML"),
        (b"\xff\xfe\x00", "must be text in UTF-8"),
        (b"id: x", "authority: Field required"),
        ((AREAS / "york" / "plan.yaml").read_bytes(), "holds the plan york-cic-2016"),
    ):
        assert said in send(bad).content.decode()


def test_importing_the_same_file_again_leaves_what_was_published(manager: Client) -> None:
    change(manager, "title", text="Ours now")
    decided = {"on_day": "15", "on_month": "10", "on_year": "2026", "status": "draft", "body": ""}
    manager.post(address("publish"), {"seen": seen(), "text": "For everybody", **decided})
    assert not import_plan(by=COMMAND_LINE, area=load(AREAS / "stockton"), at=timezone.now()).is_changed
    assert "Ours now" in page_of(manager, "plan")


def test_others_read_the_history_and_write_nothing() -> None:
    lead = signed_in_as("lead_practitioner")
    history = page_of(lead, "history")
    assert "Bring it back" not in history
    assert "Change the plan" not in page_of(lead, "plan")
    by = viewer("lead_practitioner", AT.date())
    with pytest.raises(NotAllowed):
        change_part(by=by, way="title", part="Mine", seen=1, at=AT)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("way", ["id", "nothing", "themes.99", "themes.one", "drivers", "title.0", "encoded_on"])
def test_what_is_no_part_is_not_found(manager: Client, way: str) -> None:
    assert manager.get(address("change-part", way)).status_code == 404
    assert manager.post(address("remove-part", way), {"seen": seen()}).status_code == 404
    assert Edition.objects.count() == 1
