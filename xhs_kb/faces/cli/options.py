"""The options that every command takes, before its name or after it; after counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ...ground.frozen import dataclass

Command = TypeVar("Command", bound=Callable[..., Any])
_KEY = "xhs_kb.options"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the global options say; None where nothing was said."""

    kb: Path | None = None
    as_of: str | None = None
    lang: str | None = None
    color: str = "auto"


def settings() -> Settings:
    """The global options of the command that runs, wherever they were written."""
    said = click.get_current_context().meta.get(_KEY, {})
    return Settings(**said)


def shared(command: Command) -> Command:
    """Adds the global options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """click shares `meta` between a group and its commands, and handles the group's options first."""
    if value is not None:
        context.meta[_KEY] = {**context.meta.get(_KEY, {}), str(parameter.name): value}


def _option(*names: str, **settings: Any) -> Callable[[Command], Command]:
    return click.option(*names, callback=_remember, expose_value=False, is_eager=True, **settings)


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _option(
        "--kb", metavar="DIR", type=click.Path(path_type=Path), help="The knowledge base; default: the one that ships."
    ),
    _option("--as-of", metavar="DAY", help="The day that counts, such as 2020-03-01 or 2020; default: today."),
    _option("--lang", metavar="LANG", help="The language of answers: en or zh; default: that of the question."),
    _option(
        "--color", type=click.Choice(["auto", "always", "never"]), help="Colour; auto: on a terminal, unless NO_COLOR."
    ),
)
