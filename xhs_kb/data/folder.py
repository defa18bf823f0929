"""A folder of YAML files as marked trees: every `*.yaml` in any nesting, in sorted order, with one content hash."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..ground.frozen import dataclass
from ..ground.span import Source, Span
from ..ground.trouble import Trouble
from . import nodes
from .nodes import LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its text, named by its path within the folder, and the mapping of its sections."""

    source: Source
    root: nodes.Mapping


@dataclass(frozen=True, slots=True)
class Folder:
    """The files that could be read, what is wrong with the others (`unread`), and the hash of all their bytes.

    The hash depends on the files' names within the folder and on their content, not on where the folder lies.
    """

    documents: tuple[Document, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    unread: tuple[Source, ...] = ()
    hash: str = ""


def load_folder(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Folder:
    """Reads all `*.yaml` files of a folder; hidden ones are passed over. What is wrong is in the result."""
    troubles: list[Trouble] = []
    contents = _contents(Path(path), limits, troubles)
    if not contents and not troubles:
        troubles.append(Trouble("empty-folder", f"the folder `{path}` holds no *.yaml file"))
    return read_files(contents, limits, troubles)


def fingerprint(path: str | os.PathLike[str], limits: Limits = LIMITS) -> tuple[str, int]:
    """The hash that `load_folder` would give, without reading what the files say, and their size in bytes.

    The hash is empty where not every file can be read.
    """
    troubles: list[Trouble] = []
    contents = _contents(Path(path), limits, troubles)
    return "" if troubles else content_hash(contents), sum(map(len, contents.values()))


def read_contents(path: str | os.PathLike[str], limits: Limits = LIMITS) -> dict[str, bytes] | None:
    """The bytes of all files by name; None where not every one can be read."""
    troubles: list[Trouble] = []
    contents = _contents(Path(path), limits, troubles)
    return None if troubles else contents


def _contents(path: Path, limits: Limits, troubles: list[Trouble]) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    for name, file in _files(path, troubles):
        if len(contents) >= limits.files:
            troubles.append(Trouble("limit", f"the folder holds more than {limits.files} files"))
            break
        try:
            with file.open("rb") as stream:
                contents[name] = stream.read(limits.file_bytes + 1)
        except OSError as error:
            troubles.append(_trouble("unreadable", f"the file cannot be read: {_reason(error)}", name))
    return contents


def read_files(contents: Mapping[str, bytes], limits: Limits = LIMITS, before: list[Trouble] | None = None) -> Folder:
    """The same for files that are at hand, by their names within the folder."""
    from .yaml_reader import decode, read_yaml  # the parser behind it is not needed to find out whether files changed

    documents: list[Document] = []
    unread: list[Source] = []
    troubles: list[Trouble] = list(before or [])
    for name in sorted(contents):
        source = decode(name, contents[name], limits)
        if isinstance(source, Trouble):
            troubles.append(source)
            unread += [source.span.source] if source.span else []
            continue
        root, found = read_yaml(source, limits)
        troubles += found
        match root:
            case nodes.Mapping():
                documents.append(Document(source, root))
            case nodes.Scalar() if root.empty:
                pass
            case None if found:
                unread.append(source)
            case nodes.Scalar() | nodes.Sequence():
                troubles.append(Trouble("not-a-mapping", "a file is a mapping of sections", root.span))
    return Folder(tuple(documents), tuple(troubles), tuple(unread), content_hash(contents))


def content_hash(contents: Mapping[str, bytes]) -> str:
    """The hash of a folder's content. Names and lengths stand before the bytes, so that no two sets run together."""
    from hashlib import sha256  # a folder that was seen before is not read

    digest = sha256()
    for name in sorted(contents):
        encoded = name.encode("utf-8", "surrogateescape")
        digest.update(b"%d %s %d\n" % (len(encoded), encoded, len(contents[name])))
        digest.update(contents[name])
    return digest.hexdigest()


def _files(root: Path, troubles: list[Trouble]) -> Iterator[tuple[str, Path]]:
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "does not exist"
        troubles.append(Trouble("no-folder", f"`{root}` {what}"))
        return
    real = root.resolve()
    found: list[tuple[str, Path]] = []
    for folder, folders, files in os.walk(root, onerror=lambda error: troubles.append(
            Trouble("unreadable", f"the folder cannot be read: {_reason(error)}"))):
        here = Path(folder)
        for name in sorted(folders):
            if not name.startswith(".") and (here / name).is_symlink():
                troubles.append(_trouble("link", "a linked folder is not followed", _relative(here / name, root)))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [(_relative(here / name, root), here / name) for name in files
                  if name.endswith(".yaml") and not name.startswith(".")]
    for name, file in sorted(found):
        if not file.is_file() and not file.is_symlink():
            troubles.append(_trouble("unreadable", "this is not a file", name))
        elif not _target(file).is_relative_to(real):
            troubles.append(_trouble("link", "the link leads out of the folder", name))
        else:
            yield name, file


def _target(file: Path) -> Path:
    try:
        return file.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return Path()


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


def _trouble(code: str, message: str, name: str) -> Trouble:
    return Trouble(code, message, Span(Source(name, ""), 0, 0))
