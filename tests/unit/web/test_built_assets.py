"""What we ship carries none of the marks that only GOV.UK may carry, and asks nothing of anybody else."""

import re

import pytest

from oneplan.web.assets import BUILT

FILES = sorted(BUILT.glob("*.*s")) + sorted(BUILT.glob("*.svg"))


def test_there_is_a_style_sheet_and_a_script() -> None:
    assert {file.suffix for file in FILES} >= {".css", ".js"}, "run ./run assets"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.suffix)
def test_no_crown_no_crest_no_typeface_of_theirs(file: object) -> None:
    text = (BUILT / str(file)).read_text(encoding="utf-8")
    assert re.findall(r"GDS.Transport|@font-face|crown|crest|light-[0-9a-f]+.*\.woff", text, re.IGNORECASE) == []


@pytest.mark.parametrize("file", [file for file in FILES if file.suffix == ".css"], ids=lambda file: file.suffix)
def test_the_style_sheet_loads_nothing(file: object) -> None:
    assert re.findall(r"url\([^)]*\)|@import", (BUILT / str(file)).read_text(encoding="utf-8")) == []
