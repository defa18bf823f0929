"""What `--given` and `--param` say, and what a person replies when asked: text into what the API takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import click

_GIVEN = re.compile(r"\s*(?P<name>[^<>=!]+?)\s*(?P<operator><=|>=|!=|=|<|>)\s*(?P<value>.*\S)\s*", re.DOTALL)
_YES = {"yes", "y", "true", "是", "有"}
_NO = {"no", "n", "false", "否", "没有"}


def read_given(said: Iterable[str]) -> dict[str, Any]:
    """Facts such as `share=15%` or `share<=20%`; several about one name become a list of bounds."""
    facts: dict[str, list[str]] = {}
    for text in said:
        found = _GIVEN.fullmatch(text)
        if found is None:
            raise click.BadParameter(f"{text!r} is not of the form name=value, such as share=15%", param_hint="--given")
        bound = found["value"] if found["operator"] == "=" else f"{found['operator']} {found['value']}"
        facts.setdefault(found["name"], []).append(bound)
    return {name: values[0] if len(values) == 1 else values for name, values in facts.items()}


def read_reply(text: str, kind: str) -> str | list[str]:
    """A reply as a fact; `kind` is the type asked for, so that `yes` may stand for true.

    >>> read_reply("15%", "percent"), read_reply("> 5% and <= 9%", "percent"), read_reply("yes", "bool")
    ('15%', ['> 5%', '<= 9%'], 'true')
    """
    bare = text.strip()
    if kind == "bool" and bare.lower() in _YES | _NO:
        return "true" if bare.lower() in _YES else "false"
    bounds = bare.split(" and ")
    return bounds if len(bounds) > 1 and all(bound.startswith(("<", ">")) for bound in bounds) else bare


def read_parameters(said: Iterable[str]) -> dict[str, Any]:
    """Parameters such as `n=5000`: what is JSON is read as such, anything else is text."""
    values: dict[str, Any] = {}
    for text in said:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{text!r} is not of the form name=value, such as n=5000", param_hint="--param")
        values[name.strip().removeprefix("$")] = _parameter(value.strip())
    return values


def _parameter(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
