"""Every address, method and member of the cast has a declared answer, and refusals change and show nothing."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from oneplan.partnership.agreements.rules import STARTING_PURPOSES
from tests.access.table import METHODS, Address, declared
from tests.fixtures.cast import ANONYMOUS, CAST, signed_in_as

#: Words of the small borough's children, their addresses and whom to ring: no refusal may hold one.
CANARIES = ("Marlow", "Finn", "Zara", "Elm Rise", "TS18 9AA", "Dee Marsh", "01632 960", "Rowan")
#: Differ between any two answers: the proof of a form's origin and the proof of a script's.
PROOFS = re.compile(rb'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')
DECLARED = declared()
#: A refusal changes nothing but this: it is written down.
WRITTEN_DOWN = {"oneplan.partnership.audit.models"}


def named_addresses(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_addresses(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_is_declared_and_no_other() -> None:
    assert set(named_addresses(get_resolver())) == {address.name for address in DECLARED}


@pytest.mark.parametrize("address", DECLARED, ids=str)
def test_everybody_gets_the_declared_answer(address: Address, ids: Mapping[str, str]) -> None:
    different = []
    for actor in CAST:
        for method in METHODS:
            declared_answer = address.answer(method, actor)
            client = browser_of(address, actor, ids)
            before = rows_of_every_table()
            response = asked(client, address, method, ids)
            answer = in_words(response)
            if answer != declared_answer:
                different.append(f"{method} as {actor}: {answer}, not {declared_answer}")
            if answer not in {"page", "goes on", "again"}:
                different += [f"{method} as {actor}: changed {table}" for table in changed_since(before)]
                different += [f"{method} as {actor}: shows {canary}" for canary in leaked(response)]
    assert different == []


@pytest.mark.parametrize("address", [one for one in DECLARED if one.given], ids=str)
def test_what_is_hidden_answers_exactly_as_what_does_not_exist(address: Address, ids: Mapping[str, str]) -> None:
    nowhere = {**ids, **{one: "999999" if one.isdigit() else "nobody-at-all" for one in address.given.values()}}
    for actor in CAST:
        for method in ("GET", "POST"):
            if address.answer(method, actor) != "not found":
                continue
            hidden, missing = (
                asked(browser_of(address, actor, known), address, method, known) for known in (ids, nowhere)
            )
            assert PROOFS.sub(b"", hidden.content) == PROOFS.sub(b"", missing.content), (method, actor)
            assert headers_of(hidden) == headers_of(missing), (method, actor)


def browser_of(address: Address, actor: str, ids: Mapping[str, str]) -> Client:
    """The actor's browser, with the record opened first where the address says so and they may."""
    client = signed_in_as(actor)
    if address.opened and actor != ANONYMOUS:
        open_record(client, ids.get(address.given["person_id"], address.given["person_id"]))
    return client


def asked(client: Client, address: Address, method: str, ids: Mapping[str, str]) -> Any:
    given = {key: ids.get(value, value) for key, value in address.given.items()}
    path = reverse(address.name, kwargs=given)
    if method in {"GET", "HEAD"}:
        return client.generic(method, path)
    return client.post(path, address.data) if method == "POST" else client.generic(method, path)


def open_record(client: Client, person_id: str) -> None:
    purpose = {"purpose": STARTING_PURPOSES[0].code}
    client.post(reverse("people:open", kwargs={"person_id": person_id}), purpose)


def in_words(response: HttpResponse) -> str:
    if response.status_code in {302, 303}:
        at = resolve(response["Location"].split("?")[0])
        return "sign in" if at.view_name == "account_login" and "next=" in response["Location"] else "goes on"
    return {200: "page", 400: "again", 404: "not found", 405: "wrong method"}[response.status_code]


def rows_of_every_table() -> dict[str, int]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("oneplan."))
    return {model.__name__: model._default_manager.count() for model in ours if model.__module__ not in WRITTEN_DOWN}


def changed_since(before: Mapping[str, int]) -> list[str]:
    return [table for table, rows in rows_of_every_table().items() if rows != before[table]]


def leaked(response: HttpResponse) -> list[str]:
    said = response.content.decode() + str(dict(response.items()))
    return [canary for canary in CANARIES if canary in said]


def headers_of(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.items() if name not in {"Content-Security-Policy"}}
