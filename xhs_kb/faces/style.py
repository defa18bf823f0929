"""How a renderer may write: in which form, with or without colour, how wide. Colours are named for what they say."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..ground.frozen import dataclass

FORMATS = ("text", "json", "jsonl", "csv", "markdown")
MACHINE = ("json", "jsonl")
Tone: TypeAlias = Literal["plain", "strong", "faint", "good", "bad", "open", "accent"]
_CODES: dict[Tone, str] = {"strong": "1", "faint": "2", "good": "32", "bad": "31", "open": "33", "accent": "36"}
_LIGHT: dict[Tone, str] = {**_CODES, "faint": "38;5;240", "open": "38;5;130", "accent": "38;5;24"}


@dataclass(frozen=True, slots=True)
class Look:
    """The look of rendered text. `width` is the terminal's in columns, None where nothing may be wrapped (a pipe).

    `light` says that the terminal's background is light, on which yellow and faint text cannot be read.
    """

    colour: bool = False
    width: int | None = None
    light: bool = False

    def paint(self, tone: Tone, text: str) -> str:
        """The text in a tone; unchanged where colour is off or the tone is plain."""
        code = (_LIGHT if self.light else _CODES).get(tone)
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code and text else text


PLAIN = Look()
