"""How fast agencies' files are loaded and checked: `oneplan bench sources`. Each load is a process of its own.

Prints rows per second and the most memory that was in use, for the sizes that were promised (or `--share` of them).
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

_LOAD = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from oneplan.engine.sources.load import load
from oneplan.engine.store.home import DataHome
home, source, *files = sys.argv[1:]
began = time.monotonic()
report = load(DataHome(Path(home)), source, [Path(file) for file in files], received_on=date(2026, 9, 30))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
took = time.monotonic() - began
print(json.dumps([report.read, report.loaded, report.refused, took, peak]))
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


MEASURED: dict[str, tuple[str, int, Callable[[Path, int], list[Path]]]] = {
    "SSDA903, 200,000 episodes": ("ssda903", 200_000, episodes),
    "attendance, 1,000,000 rows": ("school_census", 1_000_000, sessions),
    "CIN census, 100,000 children": ("cin_census", 100_000, children),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the promised sizes (0.1 for a quick look)")
    share = parser.parse_args().share
    print(f"{share:.0%} of the promised sizes")
    print(f"{'what':<32}{'rows':>12}{'seconds':>10}{'rows/s':>12}{'peak MB':>10}")
    for what, (source, size, make) in MEASURED.items():
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            files = make(folder, int(size * share))
            command = [sys.executable, "-c", _LOAD, str(folder / "home"), source, *map(str, files)]
            done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own interpreter
            read, loaded, refused, took, peak = json.loads(done.stdout)
        assert refused is None, refused
        assert loaded == read, f"{read - loaded} clean rows were not loaded"
        print(f"{what:<32}{read:>12,}{took:>10.1f}{read / took:>12,.0f}{peak / 1024:>10,.0f}")


if __name__ == "__main__":
    main()
