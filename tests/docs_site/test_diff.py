"""What changed between two knowledge bases, on the command line, as values and as a page."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from xhs_kb import KnowledgeBase, XhsKbError
from xhs_kb.faces.cli.root import root
from xhs_kb.faces.diffing.comparing import compare
from xhs_kb.faces.diffing.rendering import as_markdown
from xhs_kb.faces.diffing.revisions import at_revision

from .conftest import DAY, TOY

NEW_RULE = """
  - id: soap_stays_home
    effect: forbid
    action: pack
    object: solid_soap
    source: bag-blog-2021#soap
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "kb"
    shutil.copytree(TOY, folder)
    rules = (folder / "rules.yaml").read_text("utf-8")
    rules = rules.replace("that: volume <= 100 ml", "that: volume <= 50 ml").replace(
        "\nprocedures:", NEW_RULE + "\nprocedures:"
    )
    (folder / "rules.yaml").write_text(rules, "utf-8")
    things = (folder / "things.yaml").read_text("utf-8")
    (folder / "things.yaml").write_text(things.replace("price: USD 240", "price: USD 250"), "utf-8")
    return folder


def run(*arguments: str) -> str:
    done = CliRunner().invoke(root, arguments, standalone_mode=False)
    assert done.exception is None, done.exception
    return done.output


def test_records_and_answers_that_differ(changed: Path) -> None:
    found = compare(KnowledgeBase.open(TOY), KnowledgeBase.open(changed), DAY)
    assert [(c.sort, c.id, c.what) for c in found.records] == [
        ("rule", "small_bottles", "changed"),
        ("rule", "soap_stays_home", "added"),
        ("entity", "flex", "changed"),
    ]
    assert found.of("rule")[0].fields == (("that.text", "volume <= 100 ml", "volume <= 50 ml"),)
    (answer,) = found.answers
    assert answer.question == "can shampoo be packed inside the cabin?"
    assert (answer.before.word, answer.after.word) == ("allowed", "forbidden")
    assert dict(answer.given)["volume"] == "80 ml"


def test_moving_a_record_to_another_place_is_no_change(tmp_path: Path) -> None:
    shutil.copytree(TOY, tmp_path / "kb")
    rules = tmp_path / "kb/rules.yaml"
    rules.rename(tmp_path / "kb/all_rules.yaml")
    (tmp_path / "kb/all_rules.yaml").write_text(
        "# a comment\n\n" + (tmp_path / "kb/all_rules.yaml").read_text("utf-8"), "utf-8"
    )
    found = compare(KnowledgeBase.open(TOY), KnowledgeBase.open(tmp_path / "kb"), DAY)
    assert found.is_empty
    assert found.asked == 4


def test_the_command_as_text_json_and_markdown(changed: Path) -> None:
    text = run("diff", str(TOY), str(changed), "--as-of", str(DAY))
    assert "  + soap_stays_home\n" in text
    assert "that.text: volume <= 100 ml -> volume <= 50 ml" in text
    assert "3 records and 1 of 4 answers differ" in text
    data = json.loads(run("diff", str(TOY), str(changed), "--format", "json"))
    assert [one["after"]["answer"] for one in data["answers"]] == ["forbidden"]
    assert "| can shampoo be packed" in run("diff", str(TOY), str(changed), "--format", "markdown")


def test_data_cannot_add_markup_to_a_review(changed: Path) -> None:
    found = compare(KnowledgeBase.open(TOY), KnowledgeBase.open(changed), DAY)
    assert "volume \\<= 50 ml" in as_markdown(found)


@pytest.fixture
def repository(changed: Path, tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "kb"
    shutil.copytree(TOY, folder)
    for arguments in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "one"),
    ):
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, capture_output=True)
    for path in changed.glob("*.yaml"):
        shutil.copy(path, folder / path.name)
    return folder


def test_a_revision_of_the_folder(repository: Path) -> None:
    with at_revision(repository, "HEAD") as old:
        assert "soap_stays_home" not in old.knowledge.rules
    assert "  + soap_stays_home" in run("diff", "HEAD", str(repository))
    for revision in ("nowhere", "--help"):
        with pytest.raises(XhsKbError), at_revision(repository, revision):
            pass


def test_a_page_of_what_changed_since_a_revision(repository: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    CliRunner().invoke(
        root,
        ["--kb", str(repository), "--as-of", str(DAY), "docs", "build", str(out), "--since", "HEAD", "--lang", "en"],
        standalone_mode=False,
    )
    page = (out / "en/changes.html").read_text("utf-8")
    assert 'href="rule/soap_stays_home.html"' in page
    assert "volume &lt;= 50 ml" in page
    assert "allowed</span>" in page and "forbidden</span>" in page
    assert 'href="changes.html"' in (out / "en/index.html").read_text("utf-8")
