"""Finds the folders `kb/` and `grammar/`: inside an installed package, else beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from .trouble import Trouble, XhsKbError

_PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The folder `name` that travels with the package; raises XhsKbError saying where it was looked for."""
    tried = (_PACKAGE / f"_{name}", _PACKAGE.parent / name)
    for place in tried:
        if place.is_dir():
            return place
    looked = " and ".join(str(place) for place in tried)
    trouble = Trouble("invalid-kb", f"the folder `{name}` is missing", help=f"looked in {looked}; install again")
    raise XhsKbError(trouble)


def grammar(name: str) -> str:
    """The text of a file of `grammar/`."""
    return (folder("grammar") / name).read_text(encoding="utf-8")
