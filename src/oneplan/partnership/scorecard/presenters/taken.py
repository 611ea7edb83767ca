"""An indicator's figures as rows to work with elsewhere."""

from oneplan.partnership.scorecard.queries import IndicatorRead

HEAD = (
    *("area", "year", "as_published", "value", "symbol", "lower_95", "upper_95", "unit"),
    *("publisher", "publication", "published_at", "release", "licence"),
)


def figure_rows(read: IndicatorRead) -> list[tuple[str | int | float | None, ...]]:
    """A header, and every figure as published and as a number, with its interval, source, release and licence.

    `symbol` is what the publisher wrote where there is no number; `release` is the file, and its version, that the
    figure was taken from. Without either nothing was published for that year.
    """
    said = read.indicator.publication
    rows: list[tuple[str | int | float | None, ...]] = [HEAD]
    for held in (read.series, *(beside.series for beside in read.beside)):
        for point in held.points:
            limits = (point.interval.lower, point.interval.upper) if point.interval else (None, None)
            symbol = point.raw if point.value is None else ""
            about = (said.publisher, said.title, said.url, point.source, said.licence)
            rows.append((held.area, point.year, point.raw, point.value, symbol, *limits, read.indicator.unit, *about))
    return rows
