"""What may honestly be said about change between two figures of one series."""

from enum import StrEnum


class Change(StrEnum):
    """The answers. None of them is an arrow: most series can only say why they say nothing."""

    TOO_FEW_POINTS = "too_few_points"  # fewer than five figures in a row that can be compared
    LATEST_MISSING = "latest_missing"  # the last period has no figure
    NO_INTERVAL = "no_interval"  # without counts, chance cannot be told from change
    OVERLAP = "overlap"  # the two intervals overlap: no change shown
    HIGHER = "higher"  # the later interval lies wholly above the earlier
    LOWER = "lower"  # the later interval lies wholly below the earlier
