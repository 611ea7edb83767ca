"""How long the server takes to make a scorecard of 100 indicators over 15 years: `oneplan bench scorecard`.

The indicators are an area's own, again and again, with its figures carried back to fifteen years. Timed is what every
request does: words, charts and the page; the figures themselves are read once for each set of files.
"""

import argparse
import os
import time
from dataclasses import replace
from statistics import median
from types import SimpleNamespace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneplan.config.settings")
django.setup()

from django.template.loader import render_to_string  # noqa: E402

from oneplan.partnership.organisations.rules import Viewer  # noqa: E402
from oneplan.partnership.scorecard.presenters import scorecard_page  # noqa: E402
from oneplan.partnership.scorecard.queries import IndicatorRead, Scorecard, Series, scorecard  # noqa: E402
from oneplan.web.layout import Layout  # noqa: E402

INDICATORS, YEARS, TURNS = 100, 15, 9
FRAME = Layout(partnership="Benchmark", navigation=(), person=None, organisation=None, is_demo=False)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    whole = many(scorecard(Viewer(user_id=1, name="Benchmark", organisation_codes=frozenset({"benchmark"}))))
    taken = []
    for _ in range(TURNS):
        began = time.process_time()
        made = answer(whole)
        taken.append((time.process_time() - began) * 1000)
    size = f"{made.count('<svg')} charts of {YEARS} years, {len(made):,} characters"
    print(f"{size}: {median(taken):.0f} ms of CPU, median of {TURNS}")


def answer(whole: Scorecard) -> str:
    request = SimpleNamespace(csp_nonce="", path="/scorecard/")
    context = {"page": scorecard_page(whole), "layout": FRAME, "request": request, "has_errors": False}
    return str(render_to_string("scorecard/scorecard.html", context))


def many(found: Scorecard | None) -> Scorecard:
    assert found
    held = [read for one in found.outcomes for read in one.indicators] + list(found.others)
    reads = [copied(held[number % len(held)], number) for number in range(INDICATORS)]
    shared = len(found.outcomes)
    outcomes = tuple(replace(one, indicators=tuple(reads[n::shared])) for n, one in enumerate(found.outcomes))
    return replace(found, outcomes=outcomes, others=())


def copied(read: IndicatorRead, number: int) -> IndicatorRead:
    named = read.indicator.model_copy(update={"id": f"{read.indicator.id}-{number}"})
    beside = tuple(replace(one, series=stretched(one.series)) for one in read.beside)
    return replace(read, indicator=named, series=stretched(read.series), beside=beside)


def stretched(series: Series) -> Series:
    points = list(series.points)
    while points and len(points) < YEARS:
        points.insert(0, replace(points[0], year=points[0].year - 1))
    return replace(series, points=tuple(points[-YEARS:]))


if __name__ == "__main__":
    main()
