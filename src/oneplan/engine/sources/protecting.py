"""Addresses that must stay unknown to most: told from their words, since their senders do not always mark them."""

from oneplan.engine.sources.raw import literal

_TO_PROTECT = r"\b(REFUGE|WOMEN'?S AID|SAFE ?HOUSE|C/O|CARE OF|P\.?O\.? BOX|CONFIDENTIAL|ADDRESS WITHHELD)\b"


def sql_for_protected(address: str) -> str:
    """SQL that is true for an address that reads like a refuge, or like one that somebody asked to hide."""
    return f"coalesce(regexp_matches(upper({address}), {literal(_TO_PROTECT)}), false)"
