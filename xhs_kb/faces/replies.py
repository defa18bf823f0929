"""What a person replies when asked for a fact, made into what the API takes."""

from __future__ import annotations

_YES = {"yes", "y", "true", "是", "有"}
_NO = {"no", "n", "false", "否", "没有"}


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
