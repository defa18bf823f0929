"""What `--given` and `--param` say, and what a person replies when asked: text into what the API takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, TypeAlias

import click

Fact: TypeAlias = str | tuple[str, str]
_GIVEN = re.compile(r"\s*(?P<name>[^<>=!]+?)\s*(?P<operator><=|>=|!=|=|<|>)\s*(?P<value>.*\S)\s*", re.DOTALL)
_BOUND = re.compile(r"(<=|>=|<|>)\s*(.*\S)", re.DOTALL)
_YES = {"yes", "y", "true", "是", "有"}
_NO = {"no", "n", "false", "否", "没有"}


def read_given(said: Iterable[str]) -> dict[str, Any]:
    """Facts such as `share=15%` or `share<=20%`; several about one name become a list of bounds."""
    facts: dict[str, list[Fact]] = {}
    for text in said:
        found = _GIVEN.fullmatch(text)
        if found is None:
            raise click.BadParameter(f"{text!r} is not of the form name=value, such as share=15%", param_hint="--given")
        value = found["value"] if found["operator"] == "=" else f"{found['operator']} {found['value']}"
        facts.setdefault(found["name"], []).append(read_fact(value))
    return {name: values[0] if len(values) == 1 else values for name, values in facts.items()}


def read_fact(text: str, kind: str = "") -> Fact:
    """A value, or a bound as a pair; `kind` is the type of the input, so that `yes` may stand for true.

    >>> read_fact("15%"), read_fact("<= 15%"), read_fact("yes", "bool")
    ('15%', ('<=', '15%'), 'true')
    """
    bare = text.strip()
    if kind == "bool" and bare.lower() in _YES | _NO:
        return "true" if bare.lower() in _YES else "false"
    bound = _BOUND.fullmatch(bare)
    return (bound[1], bound[2]) if bound else bare


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
