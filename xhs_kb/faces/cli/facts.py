"""What `--given` and `--param` say: text into what the API takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import click

_GIVEN = re.compile(r"\s*(?P<name>[^<>=!]+?)\s*(?P<operator><=|>=|!=|=|<|>)\s*(?P<value>.*\S)\s*", re.DOTALL)


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
