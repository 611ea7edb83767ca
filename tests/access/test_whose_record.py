"""Every actor asks for every child at every address: who sees whom is declared, and nobody else leaves a trace."""

import io
import logging
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from oneplan.engine.store.home import DataHome
from oneplan.partnership.agreements.operations import bring_all_into_force
from oneplan.partnership.organisations.models import User
from oneplan.partnership.organisations.rules import COMMAND_LINE
from oneplan.vocabulary.identifiers import PersonId
from tests.access.world import (
    ACTORS,
    BEFORE,
    CHILDREN,
    PURPOSE,
    browser_of,
    ids_of,
    restrict_children,
    set_up_actors,
    town,
)
from tests.fixtures.cast import set_up_cast

DECLARED = tomllib.loads((Path(__file__).parent / "whose_record.toml").read_text("utf-8"))
NOBODY = PersonId("PAAAAAAAAAAAAAAAA")
#: Differ between any two answers: the proof of a form's origin and the proof of a script's.
PROOFS = re.compile(rb'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    return town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def found_ids(home: DataHome) -> dict[str, PersonId]:
    return ids_of(home)


@pytest.fixture
def ids(home: DataHome, found_ids: dict[str, PersonId], settings: Any, db: None) -> dict[str, PersonId]:
    settings.ONEPLAN_HOME = home.root
    return found_ids


@pytest.fixture
def users(ids: dict[str, PersonId]) -> dict[str, User]:
    set_up_cast()
    bring_all_into_force(by=COMMAND_LINE, reason="Agreed by made-up people", at=timezone.now())
    made = set_up_actors()
    restrict_children(ids, made)
    return made


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """The name of every address, and the names of the parts that fill it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", frozenset(pattern.pattern.regex.groupindex)


def path_of(name: str, parts: frozenset[str], person_id: PersonId) -> str:
    """The address of a child; whatever else it holds is a number that nothing has."""
    return reverse(name, kwargs={**dict.fromkeys(parts, "999999"), "person_id": person_id})


OF_A_CHILD = [(name, parts) for name, parts in addresses(get_resolver()) if "person_id" in parts]
OF_NO_CHILD = [name for name, parts in addresses(get_resolver()) if not parts and name != "account_logout"]
SENT = {"purpose": PURPOSE, "words": "They told me that they are afraid", "password": "not it", "reason": "none"}


def everything(response: Any) -> str:
    """All that an answer says, with what a packed file holds unpacked."""
    content = response.getvalue() if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    headers = {name: value for name, value in response.items() if name != "Content-Security-Policy"}
    return (PROOFS.sub(b"", content).decode("utf-8", "replace") + str(headers)).casefold()


def comparable(response: Any, person_id: PersonId) -> tuple[int, bytes, str]:
    """An answer without what differs between any two, and with nobody's id in place of the one asked for."""
    headers = {name: value for name, value in response.items() if name != "Content-Security-Policy"}
    content = PROOFS.sub(b"", response.content).replace(person_id.encode(), NOBODY.encode())
    return response.status_code, content, str(headers).replace(person_id, NOBODY)


def test_everybody_who_is_declared_is_in_the_world_and_every_child_too() -> None:
    assert set(DECLARED) <= set(ACTORS)
    for said in DECLARED.values():
        assert {*said["finds"], *said["opens"], *said.get("has_open", ())} <= set(CHILDREN)
    assert OF_A_CHILD


@dataclass
class Walk:
    """One actor's walk: what was answered where, and what was not as declared."""

    client: Client
    ids: Mapping[str, PersonId]
    answers: list[tuple[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, where: str) -> Any:
        answer = self.client.post(path, SENT) if method == "POST" else self.client.generic(method, path)
        self.answers.append((where, answer))
        return answer

    def past_every_address_of(self, kinds: Sequence[str]) -> None:
        """What is hidden answers byte for byte as what does not exist. Methods no page has are asked once each."""
        for name, parts in OF_A_CHILD:
            for method in METHODS:
                nothing = self.ask(method, path_of(name, parts, NOBODY), f"{method} {name} of nobody")
                for kind in kinds if method in {"GET", "POST"} else kinds[:1]:
                    where, person_id = f"{method} {name} of {kind}", self.ids[kind]
                    answer = self.ask(method, path_of(name, parts, person_id), where)
                    if comparable(answer, person_id) != comparable(nothing, NOBODY):
                        self.wrong.append(f"{where}: not as if there were no such child")

    def opening(self, kind: str, *, is_declared: bool) -> None:
        self.ask("POST", path_of("people:open", frozenset(), self.ids[kind]), f"opening {kind}")
        page = self.ask("GET", path_of("matrix:child", frozenset(), self.ids[kind]), f"the record of {kind}")
        is_open = page.status_code == 200 and CHILDREN[kind].family in page.content.decode()
        if is_open != is_declared:
            self.wrong.append(f"{kind}: {'opens' if is_open else 'does not open'}")

    def searching(self, kind: str, *, is_declared: bool) -> None:
        child = CHILDREN[kind]
        self.client.post(reverse("people:find"), {"name": child.full_name, "purpose": PURPOSE})
        page = self.ask("GET", reverse("people:found"), f"searching for {kind}")
        is_found = self.ids[kind] in page.content.decode()
        if is_found != is_declared:
            self.wrong.append(f"{kind}: {'found' if is_found else 'not found'} by searching")
        if not is_found:  # the page says what was searched for, and that is all it may say
            said = page.content.decode().replace(child.full_name, "")
            self.answers[-1] = (f"searching for {kind}", HttpResponse(said, headers=dict(page.items())))


@pytest.mark.parametrize("actor", ACTORS)
def test_who_sees_whom(
    actor: str, ids: dict[str, PersonId], users: dict[str, User], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = DECLARED.get(actor, {"finds": [], "opens": []})
    finds, opens = set(said["finds"]), {*said["opens"], *said.get("has_open", ())}
    if actor in BEFORE:
        BEFORE[actor](users[actor], ids)
    walk = Walk(browser_of(actor, users[actor]), ids)
    hidden = [kind for kind in CHILDREN if kind not in finds | opens]
    walk.past_every_address_of(hidden)
    for kind in CHILDREN:
        walk.opening(kind, is_declared=kind in opens)
    for kind in CHILDREN:
        walk.searching(kind, is_declared=kind in finds)
    for name in OF_NO_CHILD:
        for method in ("GET", "POST"):
            walk.ask(method, reverse(name), f"{method} {name}")
    told = [(where, everything(answer)) for where, answer in walk.answers]
    told += [("a letter", (letter.subject + letter.body).casefold()) for letter in mail.outbox]
    told += [("the log", caplog.text.casefold())]
    shown = frozenset[str]().union(*(CHILDREN[kind].canaries for kind in finds | opens))  # brothers share an address
    for kind in hidden:
        for word in CHILDREN[kind].canaries - shown:
            walk.wrong += [f"{where} holds “{word}” of {kind}" for where, text in told if word in text]
    assert walk.wrong == []
