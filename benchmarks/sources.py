"""How fast agencies' files are loaded and checked, beside what people use today: `./run bench sources`.

Each reading is a process of its own. Prints rows per second and the most memory that was in use, for the sizes that
were promised (or `--share` of them), and beside them the same files read with pandas (workbooks with openpyxl) or
xmlschema, as ratios of processor time and of memory: on a busy machine seconds on the clock say little. Those check
less and keep nothing; ours also standardises, reports by line and writes.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.fixtures.workbooks import workbook as made_workbook

READERS = Path(__file__).parent / "readers"
_LOAD = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from oneplan.engine.sources.load import load
from oneplan.engine.store.home import DataHome
home, source, *files = sys.argv[1:]
began, spent = time.monotonic(), time.process_time()
report = load(DataHome(Path(home)), source, [Path(file) for file in files], received_on=date(2026, 9, 30))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
took, spent = time.monotonic() - began, time.process_time() - spent
print(json.dumps([report.read, report.loaded, report.refused, took, spent, peak]))
"""


def episodes(folder: Path, rows: int) -> list[Path]:
    children = range(rows // 4)
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
    first = folder / "header.csv"
    first.write_text(header + "".join(f"C{n},1,05/12/2012,WBRI,UN3,,\n" for n in children), encoding="utf-8")
    names = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    lines = (
        f"C{n},02/0{month}/2025,{'S' if month == 1 else 'P'},C2,N1,U6,PR1,02/0{month + 1}/2025,X1,CARPL,"
        "TS18 1AB,TS19 2CD,\n"
        for n in children
        for month in range(1, 5)
    )
    second = folder / "episodes.csv"
    second.write_text(names + "".join(lines), encoding="utf-8")
    return [first, second]


def sessions(folder: Path, rows: int) -> list[Path]:
    pupils = range(rows // 5)
    roll = "".join(f"S1,{n},Ann,Lowfield,2014-May-04,2025-Sep-03,\n" for n in pupils)
    header = "NativeId,pupilonrolltableid,forename,surname,dob,entrydate,upn\n"
    first = folder / "2026_spring_pupilonroll.csv"
    first.write_text(header + roll, encoding="utf-8")
    names = "NativeId,pupilonrolltableid,termlysessiondetailsonrolltableid,attendancereason,sessions\n"
    second = folder / "2026_spring_termlysessiondetailsonroll.csv"
    lines = (
        f"S1,{n},{n}{code},{code},{count}\n"
        for n in pupils
        for code, count in zip("/LIGO", (60, 3, 5, 2, 1), strict=True)
    )
    second.write_text(names + "".join(lines), encoding="utf-8")
    return [first, second]


def children(folder: Path, rows: int) -> list[Path]:
    path = folder / "cin.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write("<Message><Header><ReferenceDate>2026-03-31</ReferenceDate></Header><Children>")
        for n in range(rows):
            file.write(
                f"<Child><ChildIdentifiers><LAchildID>C{n}</LAchildID><PersonBirthDate>2014-05-04</PersonBirthDate>"
                "<Sex>F</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity>"
                "</ChildCharacteristics><CINdetails><CINreferralDate>2025-06-02</CINreferralDate>"
                "<ReferralSource>6</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><Assessments>"
                "<AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate>"
                "<AssessmentAuthorisationDate>2025-07-03</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment>"
                "<AssessmentFactors>3B</AssessmentFactors><AssessmentFactors>4B</AssessmentFactors>"
                "</FactorsIdentifiedAtAssessment></Assessments><ReferralNFA>0</ReferralNFA></CINdetails></Child>\n"
            )
        file.write("</Children></Message>")
    return [path]


def workbook(folder: Path, rows: int) -> list[Path]:
    """Referrals as in List 3 of Annex A."""
    path = folder / "annex.xlsx"
    header = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", "Date of referral")
    header += ("Referral Source", "Referral NFA?", "Allocated Team", "Allocated Worker")
    each = [
        [f"C{n}", "b) Female", "a) WBRI", "04/05/2014", 12, "01/03/2026", "q) 6: Police", "b) No", "T", "W"]
        for n in range(rows)
    ]
    path.write_bytes(made_workbook({"List 3": [header, *each]}))
    return [path]


PANDAS, XMLSCHEMA = "with_pandas.py", "with_xmlschema.py"
MEASURED: dict[str, tuple[str, int, Callable[[Path, int], list[Path]], str]] = {
    "SSDA903, 200,000 episodes": ("ssda903", 200_000, episodes, PANDAS),
    "attendance, 1,000,000 rows": ("school_census", 1_000_000, sessions, PANDAS),
    "Annex A workbook, 50,000 rows": ("annex_a", 50_000, workbook, PANDAS),
    "CIN census, 100,000 children": ("cin_census", 100_000, children, XMLSCHEMA),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the promised sizes (0.1 for a quick look)")
    share = parser.parse_args().share
    print(f"{share:.0%} of the promised sizes")
    columns = ("rows", "seconds", "CPU s", "rows/CPU s", "peak MB", "theirs", "peak MB", "faster", "memory")
    print(f"{'what':<32}" + "".join(f"{words:>14}" for words in columns))
    for what, (source, size, make, reader) in MEASURED.items():
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            files = list(map(str, make(folder, int(size * share))))
            read, took, spent, peak = _ours(folder, source, files)
            told = (f"{read:,}", f"{took:.1f}", f"{spent:.1f}", f"{read / spent:,.0f}", f"{peak / 1024:,.0f}")
            theirs = _theirs(reader, source, files)
        if theirs is not None:
            their_rows, their_time, their_peak = theirs
            faster = (read / spent) / (their_rows / their_time)
            told += (f"{their_rows / their_time:,.0f}", f"{their_peak / 1024:,.0f}")
            told += (f"{faster:.2f}x", f"{peak / their_peak:.2f}x")
        print(f"{what:<32}" + "".join(f"{words:>14}" for words in told))


def _ours(folder: Path, source: str, files: list[str]) -> tuple[int, float, float, int]:
    command = [sys.executable, "-c", _LOAD, str(folder / "home"), source, *files]
    done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own interpreter
    read, loaded, refused, took, spent, peak = json.loads(done.stdout)
    assert refused is None, refused
    assert loaded == read, f"{read - loaded} clean rows were not loaded"
    return read, took, spent, peak


def _theirs(reader: str, source: str, files: list[str]) -> tuple[int, float, int] | None:
    """The same with another reader. None where its packages cannot be had, which is said."""
    uv = shutil.which("uv") or ".tools/bin/uv"
    words = [] if reader == XMLSCHEMA else [source]
    command = [
        uv,
        "run",
        "--frozen",
        "--isolated",
        "--only-group",
        "benchmarks",
        "python",
        str(READERS / reader),
        *words,
    ]
    done = subprocess.run([*command, *files], check=False, capture_output=True)  # noqa: S603 - our own scripts
    if done.returncode:
        print(f"{reader} could not be run: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}")
        return None
    rows, took, peak = json.loads(done.stdout)
    return rows, took, peak


if __name__ == "__main__":
    main()
