"""Intervals around counts, rates, proportions and means. Pure functions; every formula says where it comes from.

Formulas and rules are those of the English public health data team: "Technical guide: confidence intervals"
(Office for Health Improvement and Disparities, Fingertips) and its R package PHEindicatormethods, whose published
results the tests repeat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import fmean, stdev

from scipy.stats import chi2, norm, t

#: Below this count Byar's approximation is not close enough and the exact Poisson interval is used (Fingertips).
EXACT_BELOW = 10
#: Fewer events than this give no standardised rate (Fingertips).
EVENTS_NEEDED = 10


@dataclass(frozen=True)
class Interval:
    """The range that chance alone could have given, in the unit of the figure it belongs to."""

    lower: float
    upper: float


def byar_interval(count: float, *, confidence: float = 0.95) -> Interval:
    """The interval of a count of events, by Byar's approximation (Breslow and Day 1987, volume II, page 69).

    Raises `ValueError` when the count is negative or not a number, or the confidence is not between 0 and 1.
    """
    _refuse_bad_count(count)
    z = _normal_quantile(confidence)
    lower = 0.0 if count == 0 else count * max(1 - 1 / (9 * count) - z / (3 * sqrt(count)), 0.0) ** 3
    above = count + 1
    return Interval(lower, above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3)


def poisson_rate_interval(
    count: float, denominator: float, *, per: float = 100_000, confidence: float = 0.95
) -> Interval:
    """The interval of `per * count / denominator`, in the same unit as that rate.

    The exact Poisson interval (Garwood 1936, by chi-squared quantiles) for counts below 10, Byar's above.
    The count may exceed the denominator: one person may have several events.
    Raises `ValueError` for a base that is not above zero, and as `byar_interval` does.
    """
    _refuse_bad_base(denominator)
    if not (isfinite(per) and per > 0):
        raise ValueError(f"A rate is per a number above zero, not per {per}.")
    events = _exact_interval(count, confidence) if count < EXACT_BELOW else byar_interval(count, confidence=confidence)
    return Interval(per * events.lower / denominator, per * events.upper / denominator)


def wilson_interval(numerator: float, denominator: float, *, confidence: float = 0.95) -> Interval:
    """The interval of the proportion `numerator / denominator`, between 0 and 1 (Wilson 1927, the score method).

    Raises `ValueError` for a base that is not above zero, or a numerator outside 0 to the base.
    """
    _refuse_bad_count(numerator)
    _refuse_bad_base(denominator)
    if numerator > denominator:
        raise ValueError(f"A proportion cannot count {numerator} out of {denominator}.")
    z = _normal_quantile(confidence)
    middle = 2 * numerator + z**2
    spread = z * sqrt(z**2 + 4 * numerator * (1 - numerator / denominator))
    base = 2 * (denominator + z**2)
    return Interval(max((middle - spread) / base, 0.0), min((middle + spread) / base, 1.0))


def mean_interval(values: Sequence[float], *, confidence: float = 0.95) -> Interval:
    """The interval of the mean of `values`, by Student's t. Raises `ValueError` for fewer than two values."""
    _refuse_bad_confidence(confidence)
    if len(values) < 2 or not all(isfinite(value) for value in values):
        raise ValueError("The interval of a mean needs two numbers or more.")
    spread = float(t.ppf((1 + confidence) / 2, len(values) - 1)) * stdev(values) / sqrt(len(values))
    middle = fmean(values)
    return Interval(middle - spread, middle + spread)


@dataclass(frozen=True)
class StandardisedRate:
    """A rate as it would be with the standard population's ages."""

    value: float
    interval: Interval


def directly_standardised_rate(
    counts: Sequence[float],
    populations: Sequence[float],
    standard: Sequence[float],
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> StandardisedRate | None:
    """The rate of age groups weighted by `standard`, with Dobson's interval on Byar's limits (Dobson et al. 1991).

    None, withheld, for fewer than ten events in all. Raises `ValueError` when the three differ in number, for a
    negative count, and for a population or a standard that is not above zero.
    """
    if not len(counts) == len(populations) == len(standard) > 0:
        raise ValueError("Every age group needs a count, a population and a standard population.")
    for count, population, weight in zip(counts, populations, standard, strict=True):
        _refuse_bad_count(count)
        _refuse_bad_base(population)
        _refuse_bad_base(weight)
    _refuse_bad_confidence(confidence)
    events, whole = sum(counts), sum(standard)
    if events < EVENTS_NEEDED:
        return None
    groups = list(zip(counts, populations, standard, strict=True))
    rate = sum(weight * count / population for count, population, weight in groups) / whole
    variance = sum(weight**2 * count / population**2 for count, population, weight in groups) / whole**2
    byar, scale = byar_interval(events, confidence=confidence), sqrt(variance / events)
    limits = (rate + scale * (limit - events) for limit in (byar.lower, byar.upper))
    return StandardisedRate(per * rate, Interval(*(per * limit for limit in limits)))


def _exact_interval(count: float, confidence: float) -> Interval:
    _refuse_bad_count(count)
    _refuse_bad_confidence(confidence)
    tail = (1 - confidence) / 2
    lower = 0.0 if count == 0 else float(chi2.ppf(tail, 2 * count)) / 2
    return Interval(lower, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2)


def _normal_quantile(confidence: float) -> float:
    _refuse_bad_confidence(confidence)
    return float(norm.ppf((1 + confidence) / 2))


def _refuse_bad_count(count: float) -> None:
    if not isfinite(count) or count < 0:
        raise ValueError(f"A count of events is zero or more, not {count}.")


def _refuse_bad_base(denominator: float) -> None:
    if not isfinite(denominator) or denominator <= 0:
        raise ValueError(f"A rate or proportion needs a base above zero, not {denominator}.")


def _refuse_bad_confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError(f"Confidence is a number between 0 and 1 (0.95 for 95 per cent), not {confidence}.")
