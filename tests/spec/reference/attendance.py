"""What part of a term a pupil missed, pupil by pupil in plain Python."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

_THERE = set("/\\LBJKPVW")
_ABSENT = set("CEHIMRSTGNOU") | {"C1", "C2", "J1"}


def attendance(files: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row per pupil: the word and the per cent of possible sessions missed."""
    tables = {name.split("_")[-1]: list(csv.DictReader(text.splitlines())) for name, text in files.items()}
    sessions: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in tables["termlysessiondetailsonroll.csv"]:
        sessions[row["pupilonrolltableid"]][row["attendancereason"]] += int(row["sessions"])
    sends_marks = any(code in "/\\L" for codes in sessions.values() for code in codes)
    answer = []
    for pupil in tables["pupilonroll.csv"]:
        codes = sessions.get(pupil["pupilonrolltableid"], {})
        if not codes and sends_marks:
            continue  # no rows, where others have marks: nothing is known
        missed = sum(n for code, n in codes.items() if code in _ABSENT)
        there = sum(n for code, n in codes.items() if code in _THERE)
        possible = int(pupil["termlysessionspossible"] or 0) or there + missed
        if possible:
            share = max(possible, missed) and 100 * missed / max(possible, missed)
            word = "severe" if share >= 50 else "persistent" if share >= 10 else "regular"
            answer.append({"kind": "attendance", "code": word, "value": round(share, 1)})
    return answer
