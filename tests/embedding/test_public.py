"""The public names: all of them there, documented, and nothing heavy behind the import."""

from __future__ import annotations

import asyncio
import inspect
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import xhs_kb
from xhs_kb import AsyncKnowledgeBase, EvaluationError, KnowledgeBase, XhsKbError

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "toy_world"
DAY = date(2020, 3, 1)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.open(TOY)


def test_every_public_name_is_there_and_documented() -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    for name in xhs_kb.__all__:
        thing = getattr(xhs_kb, name)
        assert name.startswith("__") or inspect.getdoc(thing), name
        assert name.startswith("__") or f"`{name}" in page, f"{name} is not in docs/api.md"


def test_every_public_method_is_documented() -> None:
    for name in ("KnowledgeBase", "AsyncKnowledgeBase", "Prepared", "Answer", "Verdicts", "PatternResult"):
        thing = getattr(xhs_kb, name)
        for member, value in vars(thing).items():
            if not member.startswith("_") and callable(getattr(value, "__func__", value)):
                assert inspect.getdoc(value), f"{name}.{member}"


def test_the_version_stands_in_one_place() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", xhs_kb.__version__)
    found = [path for path in (ROOT / "xhs_kb").rglob("*.py") if f'"{xhs_kb.__version__}"' in path.read_text("utf-8")]
    assert found == [ROOT / "xhs_kb" / "__init__.py"]
    assert f"[{xhs_kb.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        xhs_kb.nonsense  # noqa: B018


@pytest.mark.parametrize("heavy", ["networkx", "prompt_toolkit", "jinja2", "pandas", "lark", "yaml"])
def test_importing_loads_nothing_heavy(heavy: str) -> None:
    code = f"import sys, xhs_kb; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_bulk_verdicts_are_those_of_single_questions(kb: KnowledgeBase) -> None:
    things = [*kb.base.world(DAY).entities(kb.schema.roles("transport")["object"].kinds), "lamp oil", "nonsense"]
    found = kb.verdicts("transport", things, as_of=DAY)
    for thing, permission, advice, trouble in zip(things, found.permission, found.advice, found.troubles, strict=True):
        try:
            one = kb.verdict("transport", {"object": thing}, as_of=DAY)
        except XhsKbError as error:
            assert permission is None and trouble is not None and trouble.code == error.code
        else:
            assert (permission, advice, trouble) == (one.permission, one.advice, None)
    assert found.troubles[-1] is not None and len(found) == len(things) == len(list(found))
    assert set(found.to_dict()) == {"object", "permission", "advice", "rules", "trouble"}


def test_bulk_verdicts_take_columns_of_facts(kb: KnowledgeBase) -> None:
    found = kb.verdicts("transport", ["lamp oil"] * 4, as_of="2025-06-01",
                        facts={"dilution": ["9:1", "2:1", None, "nonsense"]})  # fmt: skip
    assert found.permission[:2] == ("allowed", "forbidden")
    assert found.troubles[3] is not None
    single = kb.verdict("transport", {"object": "lamp oil"}, as_of="2025-06-01")
    assert found.permission[2] == single.permission


@pytest.mark.parametrize("things", ["lamp oil", {"object": ["a"], "by": ["b", "c"]}])
def test_columns_that_do_not_fit_are_refused(kb: KnowledgeBase, things: Any) -> None:
    with pytest.raises(EvaluationError) as caught:
        kb.verdicts("transport", things)
    assert caught.value.code == "type"


@pytest.mark.parametrize("things", [[1], [None], [[]], [{}], [b"x"], ["\x1b[31m"], [""]])
def test_strange_things_are_troubles_of_their_row(kb: KnowledgeBase, things: Any) -> None:
    found = kb.verdicts("transport", things, as_of=DAY)
    assert len(found) == 1 and (found.troubles[0] is not None or things == [None])


def test_the_light_way_gives_the_permission_of_the_answer(kb: KnowledgeBase) -> None:
    can = kb.prepare("can $what be transported given dilution = $d", as_of="2025-06-01")
    for what in ("lamp oil", "e-bike battery"):
        for d in ("9:1", "2:1"):
            for _ in range(2):
                assert can.permission(what=what, d=d) == can(what=what, d=d).permission
                assert can.permission(d=d, what=what) == can(what=what, d=d).permission
    assert can.permissions()["lamp oil", "9:1"] == "allowed"
    wrongs: list[dict[str, Any]] = [{}, {"what": "lamp oil"}, {"what": "lamp oil", "x": "y"}, {"what": "?", "d": "9:1"}]
    for wrong in wrongs:
        with pytest.raises(XhsKbError):
            can.permission(**wrong)


def test_the_light_way_tells_one_from_true(kb: KnowledgeBase) -> None:
    can = kb.prepare("can $what be transported given dilution = $d", as_of="2025-06-01")
    values: list[Any] = [True, [1], {}, None]
    for value in values:
        with pytest.raises(XhsKbError):
            can.permission(what="lamp oil", d=value)


@pytest.mark.parametrize("text", ["MATCH (n) RETURN n", "what is lamp oil", "which items can be transported"])
def test_only_questions_of_permission_have_one(kb: KnowledgeBase, text: str) -> None:
    with pytest.raises(XhsKbError) as caught:
        kb.prepare(text).permission()
    assert caught.value.code == "wrong-kind"


def test_a_prepared_answer_is_that_of_asking(kb: KnowledgeBase) -> None:
    can = kb.prepare("can $what be transported", as_of=DAY)
    for what in ("lamp oil", "e-bike battery", "lamp oil"):
        asked = kb.ask("can $what be transported", as_of=DAY, parameters={"what": what})
        assert can(what=what).to_json() == asked.to_json()


def test_frames(kb: KnowledgeBase) -> None:
    answer = kb.ask("which items can be transported", as_of=DAY)
    pandas = pytest.importorskip("pandas")
    assert list(answer.to_pandas().iloc[:, 0]) == [row[0]["id"] for row in answer.rows]
    assert list(answer.to_pandas(names=True).iloc[:, 0]) == [row[0]["name"] for row in answer.rows]
    assert isinstance(kb.verdicts("transport", ["lamp oil"], as_of=DAY).to_pandas(), pandas.DataFrame)
    pytest.importorskip("pyarrow")
    assert kb.verdicts("transport", ["lamp oil", "?"], as_of=DAY).to_arrow().num_rows == 2
    assert answer.to_arrow().num_rows == len(answer.rows)


def test_a_missing_extra_is_said(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(XhsKbError) as caught:
        kb.ask("list the rules").to_pandas()
    assert "pandas" in caught.value.message and caught.value.help is not None


def test_the_loop_stays_free(kb: KnowledgeBase) -> None:
    async def several() -> list[str]:
        later = AsyncKnowledgeBase(kb)
        texts = ["list the rules", "which items can be transported", "what is lamp oil"] * 3
        found = await asyncio.gather(*(later.ask(text, as_of=DAY) for text in texts))
        bulk = await later.verdicts("transport", ["lamp oil"], as_of=DAY)
        one = await later.verdict("transport", {"object": "lamp oil"}, as_of=DAY)
        assert bulk.permission == (one.permission,)
        assert (await later.reload()) is later
        assert (await AsyncKnowledgeBase.open(TOY)).kb.knowledge.hash == kb.knowledge.hash
        return [answer.to_json() for answer in found]

    found = asyncio.run(several())
    assert found[0] == found[3] == kb.ask("list the rules", as_of=DAY).to_json()
