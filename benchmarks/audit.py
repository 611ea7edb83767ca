"""What writing down every look costs: `oneplan bench audit`. The same page, with and without its audit, in turns.

A child's page and a search's answer are asked for through the whole product but the network, on the database that
is set, in one process. Turns alternate, so that what else the machine does weighs on both alike; the median of the
turns is printed. Without: the statements of the audit are left out, and nothing else.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch


def prepare(folder: Path, children: int) -> None:
    """A made-up borough in a data folder of its own, as the demonstration makes it."""
    from oneplan.cli.demonstration import prepare as prepare_demonstration
    from oneplan.engine.store.home import DataHome

    area = Path(__file__).parents[1] / "areas" / "stockton"
    prepare_demonstration(DataHome(folder), children=children, seed=1, area=area, progress=lambda step: None)


def pages() -> dict[str, Callable[[], object]]:
    """What is asked for: somebody's search again, and the record of a child whom it found."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from oneplan.cli.demonstration import _children_to_find
    from oneplan.config.middleware import SIGNED_IN_AT
    from oneplan.engine.store.home import DataHome
    from oneplan.engine.store.snapshot import current_snapshot
    from oneplan.partnership.organisations.rules import DEMO_PEOPLE, Role

    lead = next(one for one in DEMO_PEOPLE if one.role is Role.LEAD_PRACTITIONER)
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(email=lead.email))
    session = client.session
    session[SIGNED_IN_AT] = timezone.now().timestamp()
    session.save()
    name = _children_to_find(current_snapshot(DataHome.named_in(os.environ)))[1]
    asked = {"name": name, "purpose": "worried-about-a-child"}
    answer = client.post(reverse("people:find"), asked, follow=True)
    links = [line for line in answer.content.decode().split('"') if line.endswith("/open/")]
    assert links, "the search found nobody who may be opened"
    record = client.post(links[0], {"purpose": asked["purpose"]})["Location"]

    def look(path: str) -> Callable[[], object]:
        def once() -> object:
            page = client.get(path)
            assert page.status_code == 200, page.status_code
            return page

        return once

    return {"a search's answer": look(reverse("people:found")), "a child's page": look(record)}


@contextmanager
def nothing_written_down() -> Iterator[None]:
    """The product as it would be if it kept no record of who looked."""
    from oneplan.partnership.audit import operations

    with patch.object(operations, "record", lambda **said: None):
        yield


@contextmanager
def as_it_is() -> Iterator[None]:
    yield


def per_second(once: Callable[[], object], looks: int) -> tuple[float, float]:
    """How many looks a second, by the clock on the wall and by what the processor did."""
    began, worked = time.perf_counter(), time.process_time()
    for _ in range(looks):
        once()
    return looks / (time.perf_counter() - began), looks / (time.process_time() - worked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=1_500)
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--looks", type=int, default=40, help="in each turn")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        os.environ["ONEPLAN_HOME"] = made
        prepare(Path(made), asked.children)
        print(f"{date.today():%d/%m/%Y}, {asked.turns} turns of {asked.looks} looks each; looks per second")
        print(f"{'page':<22}{'by':<12}{'without':>10}{'with':>10}{'costs':>9}")
        for what, once in pages().items():
            ways = {"without": nothing_written_down, "with": as_it_is}
            speeds: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
            once()
            for _ in range(asked.turns):
                for way, entered in ways.items():
                    with entered():
                        speeds[way].append(per_second(once, asked.looks))
            for place, clock in enumerate(("the clock", "processor")):
                without, audited = (statistics.median(turn[place] for turn in speeds[way]) for way in ways)
                print(f"{what:<22}{clock:<12}{without:>10.1f}{audited:>10.1f}{1 - audited / without:>9.1%}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
