"""A knowledge base as it was at a revision of the git repository in which its folder lies."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...ground.trouble import Trouble, XhsKbError
from ..api import KnowledgeBase

_SECONDS = 60


@contextmanager
def at_revision(folder: Path, revision: str) -> Iterator[KnowledgeBase]:
    """The knowledge base of a folder at a revision; raises XhsKbError where git or the revision is not there."""
    root = Path(folder).resolve()
    if revision.startswith("-"):
        raise XhsKbError(Trouble("unreadable", f"`{revision}` is no revision"))
    archive = _git(root, "archive", "--format=tar", revision, ".")
    with tempfile.TemporaryDirectory() as place:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(place, filter="data")
        yield KnowledgeBase.open(place)


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise XhsKbError(Trouble("unreadable", "git cannot be run", help=str(error).lower())) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = f"there is no revision `{arguments[-2]}` of this knowledge base"
        raise XhsKbError(Trouble("unreadable", message, help=said[-1] if said else None))
    return done.stdout
