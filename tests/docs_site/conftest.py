"""The site of the toy world, built once for all tests of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xhs_kb.faces.api import check
from xhs_kb.faces.docs.build import build
from xhs_kb.faces.docs.survey import Survey
from xhs_kb.faces.docs.trying import try_examples

TOY = Path(__file__).parent.parent / "toy_world"
DAY = date(2026, 11, 22)
LANGUAGES = ("en", "zh")


def survey_of(folder: Path, languages: tuple[str, ...] = LANGUAGES, playground: bool = False) -> Survey:
    kb, troubles = check(folder)
    assert kb is not None, [str(trouble) for trouble in troubles]
    return Survey(kb, DAY, languages, troubles, try_examples(kb, DAY, languages, 1), playground)


@pytest.fixture(scope="session")
def survey() -> Survey:
    return survey_of(TOY)


@pytest.fixture(scope="session")
def site(survey: Survey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    build(survey, out, jobs=1)
    return out
