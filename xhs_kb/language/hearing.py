"""In which language a question is asked, so that it is answered in the same one."""

from __future__ import annotations

import re

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]+")


def spoken_in(text: str) -> str | None:
    """The language of a question's own words; None where it is the usual one. Names of another language do not count.

    >>> spoken_in("KOL可以做这个吗"), spoken_in("can 绿茶 be done")
    ('zh', None)
    """
    return "zh" if len(_CHINESE.findall(text)) > 2 * len(_WORD.findall(text)) else None
