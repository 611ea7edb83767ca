"""The project speaks of the project alone, and in its own words."""

import re
from pathlib import Path

FOLDERS = ("src", "tests", "docs", "areas", "benchmarks", "frontend")
OURS = {".py", ".md", ".html", ".yaml", ".toml", ".scss", ".css", ".js", ".csv", ".xml"}
NOT_OURS = {"node_modules", "built", "__pycache__"}


def texts() -> list[tuple[Path, str]]:
    here = [path for path in Path().glob("*") if path.suffix in OURS or path.name == "run"]
    below = [path for folder in FOLDERS for path in Path(folder).rglob("*") if path.suffix in OURS]
    ours = [path for path in here + below if path.is_file() and not NOT_OURS & set(path.parts)]
    return [(path, path.read_text(encoding="utf-8", errors="replace")) for path in ours]


def test_no_nhs_number_that_could_be_somebodys() -> None:
    """Numbers of the 9xx range are never issued; ten digits that pass the check and start otherwise might be."""

    def passes(digits: str) -> bool:
        check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(digits[:9])) % 11
        return (0 if check == 11 else check) == int(digits[9])

    for path, text in texts():
        for found in re.findall(r"(?<![\w.-])([4-8]\d{2}[ -]?\d{3}[ -]?\d{4})(?![\w.-])", text):
            digits = re.sub(r"\D", "", found)
            assert not passes(digits), f"{path} holds {found}"
