"""The session in a terminal (prompt_toolkit): a thin shell that reads statements and shows what the core puts out.

It holds the session as it is now, and the openers, which are counted in the background.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from threading import Thread

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import History
from prompt_toolkit.input import Input
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output import Output as Screen
from prompt_toolkit.styles import DynamicStyle

from ...ground.excerpt import visible
from ..style import Look
from .colouring import Colours, style_of
from .keys import bindings
from .menu import Opener, counted, offers
from .running import OPEN
from .session import Output, Session
from .showing import shown
from .splitting import split
from .stepping import step
from .timing import timed
from .transcripts import MORE, PROMPT

_WIDE, _NARROW = 120, 20
_ROOM_FOR_DAY = 60


class Terminal:
    """One session in a terminal. `colour` says whether there may be any; `page` shows a text that is too long."""

    def __init__(self, session: Session, history: History, colour: bool, page: Callable[[str], None],
                 keyboard: Input | None = None, screen: Screen | None = None) -> None:  # fmt: skip
        self.session = session
        self.openers: tuple[Opener, ...] = ()
        self._colour, self._page = colour, page
        self._prompt: PromptSession[str] = PromptSession(
            [("class:prompt", PROMPT)], history=history, multiline=True, completer=Menu(self),
            lexer=Colours(lambda: self.session), key_bindings=bindings(self),
            prompt_continuation=lambda width, number, soft: "" if soft else MORE,
            style=DynamicStyle(lambda: style_of(self._theme)), rprompt=self._day,
            complete_while_typing=Condition(lambda: self.session.menu == "typing"),
            enable_history_search=Condition(lambda: self.session.menu == "tab"),
            color_depth=None if colour else ColorDepth.DEPTH_1_BIT, input=keyboard, output=screen,
        )  # fmt: skip

    @property
    def _theme(self) -> str:
        return self.session.theme if self._colour else "none"

    def converse(self) -> None:
        """Reads and answers until the user leaves."""
        Thread(target=self._count, daemon=True).start()
        while not self.session.done:
            try:
                mode = EditingMode.VI if self.session.keys == "vi" else EditingMode.EMACS
                self._prompt.editing_mode = mode
                text = self._prompt.prompt()
            except KeyboardInterrupt:
                self._stop_asking()
                continue
            except EOFError:
                break
            self._run(text)

    def _count(self) -> None:
        self.openers = counted(self.session.kb.vocabulary)

    def _run(self, text: str) -> None:
        """Runs what was typed; Ctrl-C stops it and leaves the session as it was."""
        try:
            for statement in split(text, self.session) or ("",):
                self.session = timed(self.session, statement, OPEN, self._show)
        except KeyboardInterrupt:
            print("interrupted")  # noqa: T201 - the screen is what this writes to

    def _stop_asking(self) -> None:
        if self.session.interview is not None:
            self.session, output = step(self.session, "stop")
            self._show(self.session, output)

    def _show(self, session: Session, output: Output) -> None:
        size = shutil.get_terminal_size()
        themed = self._colour and session.theme != "none"
        look = Look(themed, max(_NARROW, min(_WIDE, size.columns)), session.theme == "light")
        text = "\n\n".join(t for piece in output.pieces if (t := shown(piece, session.form, look)))
        if text.count("\n") + 1 >= size.lines:
            self._page(text)
        elif text:
            print(text, end="\n\n")  # noqa: T201 - the screen is what this writes to

    def _day(self) -> StyleAndTextTuples:
        """The day and the assumptions that count, at the right of the prompt."""
        world = self.session.world
        parts = [f"as of {world.as_of}"] if world.as_of else []
        parts += [f"{len(world.assumed)} assumed"] if world.assumed else []
        wide = shutil.get_terminal_size().columns >= _ROOM_FOR_DAY
        return [("class:day", ", ".join(parts))] if parts and wide else []


class Menu(Completer):
    """The menu of what may come next."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """An entry for everything that may come after the text before the cursor."""
        text = document.text_before_cursor
        for offer in offers(self._terminal.session, text, self._terminal.openers):
            parted = offer.start == len(text) and text[-1:].isalnum() and text.isascii() and offer.text[0].isalnum()
            yield Completion(" " * parted + offer.text, offer.start - len(text), display=visible(offer.text),
                             display_meta=visible(offer.meta))  # fmt: skip
