"""In which language a question is asked, so that it is answered in the same one."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z]+")


def spoken_in(text: str) -> str | None:
    """The language of a question's own words; None where it is the usual one. Names of another language do not count.

    >>> spoken_in("KOL可以做这个吗"), spoken_in("can 绿茶 be done")
    ('zh', None)
    """
    if text.isascii():
        return None
    chinese = sum("\u3400" <= letter <= "\u9fff" for letter in text)
    return "zh" if chinese > 2 * len(_WORD.findall(text)) else None
