"""What rules come to is examined for sites of any size."""

from __future__ import annotations

import json
from pathlib import Path

from xhs_kb.faces.cli.run import run

from .large import write


def test_a_site_of_many_rules_shows_what_they_come_to(tmp_path: Path) -> None:
    write(tmp_path / "kb", 700)
    site = tmp_path / "site"
    assert run(["--kb", str(tmp_path / "kb"), "--lang", "en", "docs", "build", str(site), "--format", "md,json"]) == 0
    rules = list((site / "en/rule").glob("*.json"))
    assert len(rules) == 105
    assert "no rule asks for the input `share0`" in (site / "en/doubts.md").read_text("utf-8")
    assert json.loads((site / "en/doubts.json").read_text("utf-8"))["address"] == "doubts"
