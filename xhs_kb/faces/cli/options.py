"""The options that every command takes, before its name or after it; after counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ...engine.limits import DEFAULT, Limits
from ...ground.frozen import fields_of, replace
from .said import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
_KEY = "xhs_kb.options"


def settings() -> Settings:
    """The global options of the command that runs, wherever they were written."""
    said = click.get_current_context().meta.get(_KEY, {})
    return Settings(**said)


def limited(command: Command) -> Command:
    """Adds `--limit` to a command that asks; `limits` reads what it says."""
    names = ", ".join(fields_of(Limits))
    return click.option(
        "--limit", "limit", multiple=True, metavar="NAME=NUMBER", callback=lambda _, __, said: _limits(said),
        help=f"How far a question may go, such as seconds=2: {names}.",
    )(command)  # fmt: skip


def _limits(said: tuple[str, ...]) -> Limits | None:
    """The limits that `--limit` says; None where it says nothing."""
    values: dict[str, Any] = {}
    for text in said:
        name, _, number = text.partition("=")
        known = getattr(DEFAULT, name, None) if name in fields_of(Limits) else None
        try:
            values[name] = type(known)(number) if known is not None else None
        except ValueError:
            values[name] = None
        if values[name] is None or not 0 <= values[name] < float("inf"):
            known_names = ", ".join(fields_of(Limits))
            raise click.BadParameter(f"{text!r} is not of the form name=number; names are {known_names}")
    return replace(DEFAULT, **values) if values else None


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
