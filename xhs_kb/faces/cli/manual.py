"""The commands as a page of the reference: how each is called, its options, its examples, and the exit codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from ..docs.blocks import Block, Code, Listing, Para, Rich, Section, Table
from ..docs.pages.parts import marked
from ..docs.site import Page
from .exits import MEANINGS, VERDICTS
from .root import root

_NAME = "xhs-kb"
_LEAD = "Every command takes the options of `xhs-kb` itself, before its name or after it; after counts."


def commands_page() -> Page:
    """The reference of the command line; English, as its help is."""
    above = click.Context(root, info_name=_NAME)
    shared = {name for parameter in root.params for name in parameter.opts}
    sections = (
        Section("global", _NAME, tuple(_command(root, above, set()))),
        *(
            Section(context.command_path.replace(" ", "-"), context.command_path, tuple(_command(one, context, shared)))
            for one, context in _below(root, above)
        ),
        Section("exits", "Exit codes", tuple(_exits())),
    )
    return Page("commands", "en", "reference", "Commands", marked(_LEAD), sections)


def _below(group: click.Group, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """The commands of a group; of a group among them, its own instead."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, parent=context, info_name=name)
        if isinstance(command, click.Group):
            yield from _below(command, inner)
        else:
            yield command, inner


def _command(command: click.Command, context: click.Context, known: set[str]) -> Iterator[Block]:
    pieces = command.collect_usage_pieces(context)
    yield Listing(f"{context.command_path} {' '.join(pieces)}", "text", "Usage")
    for text in re.split(r"\n\n+", (command.help or "").replace("Example:\n\n", "").replace("Examples:\n\n", "")):
        if text.startswith("\b\n"):
            lines = (line.strip() for line in text.splitlines()[1:])
            yield Listing("\n".join(lines), "sh", "Examples")
        elif text.strip():
            yield Para(marked(" ".join(text.split())))
    rows = tuple(row for parameter in command.params if (row := _option(parameter, context, known)) is not None)
    if rows:
        yield Table("Options", ("Option", "Value", "Default", "Meaning"), rows)


def _option(parameter: click.Parameter, context: click.Context, known: set[str]) -> tuple[Rich, ...] | None:
    if not isinstance(parameter, click.Option) or known & set(parameter.opts):
        return None
    value = "" if parameter.is_flag else parameter.make_metavar(ctx=context)
    told = parameter.show_default and parameter.default not in (None, False)
    default = str(parameter.default) if told else ""
    more = " May be given several times." if parameter.multiple else ""
    names: list[Code | str] = []
    for name in parameter.opts:
        names += [", "] if names else []
        names.append(Code(name))
    cells = ((Code(text),) if text else () for text in (value, default))
    return (tuple(names), *cells, marked((parameter.help or "") + more))


def _exits() -> Iterator[Block]:
    for caption, known in (("Exit codes", MEANINGS), ("With ask --exit-verdict", VERDICTS)):
        rows = tuple(((Code(str(code)),), (text,)) for code, text in known.items())
        yield Table(caption, ("Code", "Meaning"), rows)
