"""The command `xhs-kb` itself: a table of commands, each opened only when it is called."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib import import_module

import click

from ... import __version__
from ...ground.excerpt import visible
from .console import say
from .exits import DONE
from .options import shared

# A command is a line here and a module of this name in this folder, with the click command in its `command`.
COMMANDS = {
    "ask": "Answer questions and patterns.",
    "repl": "Open the interactive session.",
    "replay": "Check or rewrite the transcript of a session.",
    "validate": "Report everything that is wrong with a knowledge base.",
    "test": "Run the examples of a knowledge base; --mutate its rules.",
    "export": "Write the graph, or a JSON Schema of the files, for other tools.",
    "compile": "Write a knowledge base as one file that opens at once.",
    "docs": "Build the documentation of the rules; say how complete they are.",
    "diff": "Say what changed between two knowledge bases: records, and answers.",
}
_EXAMPLES = """\
Examples:

\b
  xhs-kb ask "list the rules"
  xhs-kb ask "what changed since 2020?" --lang en --format markdown
  xhs-kb validate my-knowledge/ && xhs-kb test my-knowledge/
"""


class Commands(click.Group):
    """A group that knows its commands by the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"{__package__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without opening them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    invoke_without_command=True,
    help=_EXAMPLES + "\nRules as data: ask a knowledge base, and learn why.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@shared
@click.version_option(__version__, prog_name="xhs-kb")
@click.pass_context
def root(context: click.Context) -> int | None:
    """Opens the session where no command is given."""
    if context.invoked_subcommand is not None:
        return None
    session = root.get_command(context, "repl")
    if session is None:
        click.echo(context.get_help())
        return None
    result = context.invoke(session)
    return result if isinstance(result, int) else None


def clicked(arguments: Sequence[str]) -> int:
    """The exit code of arguments that click reads; raises KeyboardInterrupt where click was interrupted."""
    try:
        code = root.main(args=list(arguments), prog_name="xhs-kb", standalone_mode=False)
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else DONE


def _show(error: click.ClickException) -> None:
    """What click says of a wrong use, which repeats what was typed, without what steers a terminal."""
    told = io.StringIO()
    error.show(told)
    say("\n".join(visible(line) for line in told.getvalue().splitlines()))
