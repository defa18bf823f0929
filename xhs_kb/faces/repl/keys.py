"""The keys that differ from those of every line editor: Enter, Alt-Enter, and the paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import completion_is_selected, is_searching
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from .splitting import is_whole
from .transcripts import is_transcript, statements_of

if TYPE_CHECKING:
    from .terminal import Terminal


def bindings(terminal: Terminal) -> KeyBindings:
    """The keys of a session."""
    keys = KeyBindings()

    @keys.add(Keys.Enter, filter=completion_is_selected)
    def _(event: KeyPressEvent) -> None:
        walk_on(event.current_buffer, terminal)

    @keys.add(Keys.Enter, filter=~completion_is_selected & ~is_searching)
    def _(event: KeyPressEvent) -> None:
        submit(event.current_buffer, terminal)

    @keys.add(Keys.Escape, Keys.Enter)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=False)

    @keys.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        paste(event.current_buffer, event.data, terminal)

    return keys


def walk_on(buffer: Buffer, terminal: Terminal) -> None:
    """Takes what the menu has marked, and opens the menu of what may follow while the text is unfinished."""
    buffer.complete_state = None
    if is_whole(buffer.text, terminal.session):
        return
    if buffer.text[-1:].isascii() and not buffer.text.endswith((" ", "(", ".", ":", "[")):
        buffer.insert_text(" ")
    buffer.start_completion(select_first=False)


def submit(buffer: Buffer, terminal: Terminal) -> None:
    """Submits a text that is whole, or ends in an empty line; else begins a new line."""
    if is_whole(buffer.text, terminal.session) or buffer.text.endswith("\n"):
        buffer.validate_and_handle()
    else:
        buffer.newline(copy_margin=False)


def paste(buffer: Buffer, data: str, terminal: Terminal) -> None:
    """Inserts a paste, of a transcript only what was typed; one that is too long to be a statement is refused."""
    text = data.replace("\r\n", "\n").replace("\r", "\n")
    if is_transcript(text):
        text = "\n".join(statements_of(text))
    limit = terminal.session.kb.limits.text
    if len(text) > limit:
        note = f"not pasted: {len(text)} characters; at most {limit} are read, use .read for files"
        run_in_terminal(lambda: print(note))  # noqa: T201 - the screen is what this writes to
        return
    buffer.insert_text(text.rstrip("\n") if "\n" in text else text)
