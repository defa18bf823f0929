"""What every page of the site promises: it opens from disk, leads nowhere that is not there, and is always the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from xhs_kb.faces.docs.build import build, clean
from xhs_kb.faces.docs.plan import wanted
from xhs_kb.faces.docs.survey import Survey

from .conftest import TOY, survey_of
from .reading import read, target


def pages(site: Path, ending: str = "html") -> list[Path]:
    return sorted(path for path in site.rglob(f"*.{ending}") if path.parent.name != "schema")


def test_no_dead_link_and_no_dead_anchor(site: Path) -> None:
    known = {page: set(read(page).ids) for page in pages(site)}
    dead = []
    for page in known:
        found = read(page)
        for link in (*found.links, *found.loaded):
            if link.startswith(("https://", "http://")):
                continue
            file, anchor = target(page, link, site)
            if not file.is_file() or (anchor and file in known and anchor not in known[file]):
                dead.append(f"{page.relative_to(site)}: {link}")
    assert dead == []


def test_no_dead_link_in_markdown(site: Path) -> None:
    dead = []
    for page in pages(site, "md"):
        for link in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
            file, _ = target(page, link, site)
            if not link.startswith("http") and not file.is_file():
                dead.append(f"{page.relative_to(site)}: {link}")
    assert dead == []


def test_pages_load_nothing_from_outside_and_only_their_own_script(site: Path) -> None:
    for page in pages(site):
        found = read(page)
        assert found.scripts == 1
        assert not [one for one in found.loaded if one.startswith(("http", "//"))]


def test_ids_are_unique_and_headings_go_down_step_by_step(site: Path) -> None:
    for page in pages(site):
        found = read(page)
        assert len(found.ids) == len(set(found.ids)), page
        assert found.headings.count(1) == 1, page
        steps = zip(found.headings, found.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), page


def test_every_record_has_a_page_in_both_languages_and_is_reached_from_home(site: Path, survey: Survey) -> None:
    ids = [id for id, kind in survey.base.vocabulary.kinds.items() if kind]
    for language in survey.languages:
        missing = [id for id in ids if not (site / language / f"{survey.address(id)}.html").is_file()]
        assert missing == []
        home = site / language / "index.html"
        seen, waiting = {home}, [home]
        while waiting:
            page = waiting.pop()
            for link in read(page).links:
                file, _ = target(page, link, site)
                if link and not link.startswith("http") and file not in seen and file.suffix == ".html":
                    seen.add(file)
                    waiting.append(file)
        assert [page for page in pages(site / language) if page not in seen] == []


def test_the_same_input_gives_the_same_bytes(site: Path, survey: Survey, tmp_path: Path) -> None:
    build(survey_of(TOY), tmp_path, jobs=3)
    first = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    second = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_every_page_has_its_twins(site: Path, survey: Survey) -> None:
    html = {page.relative_to(site).with_suffix("") for page in pages(site)} - {Path("index")}
    for ending in ("md", "json"):
        assert {page.relative_to(site).with_suffix("") for page in pages(site, ending)} == html
    assert len(html) == len(wanted(survey)) * len(survey.languages)
    for page in pages(site, "json"):
        twin = json.loads(page.read_text("utf-8"))
        assert twin["address"] in page.as_posix()
        assert twin["language"] == page.relative_to(site).parts[0]


def test_llms_lists_every_page_of_the_first_language(site: Path) -> None:
    text = (site / "llms.txt").read_text("utf-8")
    listed = set(re.findall(r"\]\(([^)]+)\)", text))
    assert listed == {page.relative_to(site).as_posix() for page in pages(site / "en", "md")}


def test_what_data_says_is_never_markup(tmp_path: Path) -> None:
    kb = tmp_path / "kb"
    kb.mkdir()
    for path in TOY.glob("*.yaml"):
        text = path.read_text("utf-8").replace("Whatever pours.", "'<script>alert(1)</script> & [x](javascript:1)'")
        (kb / path.name).write_text(text, "utf-8")
    out = tmp_path / "out"
    build(survey_of(kb, ("en",)), out, jobs=1)
    page = (out / "en/thing/liquid.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; [x]" in page
    outside = re.sub(r"(?s)```.*?```", "", (out / "en/thing/liquid.md").read_text("utf-8"))
    assert "<script>" not in outside and "[x](" not in outside
    assert "<script>alert" not in (out / "assets/search-en.js").read_text("utf-8")


def test_a_folder_with_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        clean(tmp_path)
    assert (tmp_path / "letters.txt").read_text("utf-8") == "mine"
