"""CSV tables and workbooks with pandas (and openpyxl), as analysts read them: types, codes, repeats, references.

Fewer checks than ours: dates, code lists, the same key twice, a child who is not in the other table. Nothing is
written. Prints rows, seconds of the processor and the most memory in use.
"""

import json
import resource
import sys
import time
from pathlib import Path

import pandas

DATES = {
    "ssda903": (["DOB", "MC_DOB", "DECOM", "DEC"], "%d/%m/%Y"),
    "school_census": (["dob", "entrydate"], "%Y-%b-%d"),
    "annex_a": (["Date of Birth", "Date of referral"], None),
}
CODES = {
    "RNE": set("SLPTBU"),
    "LS": {"C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"},
    "PLACE": {"A3", "A4", "A5", "A6", "H5", "K1", "K2", "K3", "P1", "P2", "P3", "R1", "R2", "R3", "R5", "U6", "Z1"},
    "attendancereason": set("/\\LBKPVWJDIMRSTECHGNOUXYQZ#"),
}
KEYS = {"ssda903": ["CHILD"], "school_census": ["NativeId", "pupilonrolltableid"], "annex_a": ["Child Unique ID"]}


def main() -> None:
    source, *names = sys.argv[1:]
    began = time.process_time()
    tables = [_read(Path(name)) for name in names]
    dates, form = DATES[source]
    wrong = 0
    for table in tables:
        for column in table.columns.intersection(dates):
            wrong += int(pandas.to_datetime(table[column], format=form, errors="coerce").isna().sum())
        for column in table.columns.intersection(list(CODES)):
            wrong += int((~table[column].isin(CODES[column])).sum())
        wrong += int(table.duplicated().sum())
    first = tables[0][KEYS[source]].drop_duplicates()
    for table in tables[1:]:
        wrong += int((table.merge(first, on=KEYS[source], how="left", indicator=True)["_merge"] == "left_only").sum())
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([sum(map(len, tables)), took, peak]))


def _read(path: Path) -> pandas.DataFrame:
    if path.suffix == ".xlsx":
        return pandas.read_excel(path, dtype=str, engine="openpyxl")
    return pandas.read_csv(path, dtype=str, keep_default_na=False)


main()
