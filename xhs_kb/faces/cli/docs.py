"""`xhs-kb docs`: the documentation of a knowledge base as a site, and how complete the knowledge base is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...ground.trouble import KnowledgeError, Trouble, XhsKbError
from ..api import check, day_of
from .console import say, write
from .exits import DONE, TROUBLE
from .options import settings, shared
from .progress import bar, busy

if TYPE_CHECKING:
    from ..docs.build import Built
    from ..docs.site import Page
    from ..docs.survey import Survey

_LANGUAGES = ("en", "zh")
_FORMATS = ("html", "md", "json")
_HELP = """\
Example:

\b
  xhs-kb docs build site/
  xhs-kb docs build rules.html --single-file --lang zh
  xhs-kb docs health --fail-under 90

The rule documentation: pages that open from disk, without a network and without scripts. Every answer on them is
computed when they are built; an example that does not hold makes the build exit with 1.
"""


@click.group(help=_HELP)
def command() -> None:
    """The commands are below."""


@command.command("build")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--format", "forms", default=",".join(_FORMATS), show_default=True, metavar="LIST", help="Which of html, md, json."
)
@click.option("--single-file", is_flag=True, help="Everything in one HTML file, OUT.")
@click.option(
    "--playground", is_flag=True, help="Put the engine itself into the site; needs npm once, to fetch Pyodide."
)
@click.option(
    "--pyodide",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Pyodide's npm package, where it is at hand.",
)
@click.option("--since", metavar="REV", help="Add a page of what changed since a git revision of the knowledge base.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes; default: one for each processor.")
@shared
def build_command(
    out: Path,
    forms: str,
    single_file: bool,
    playground: bool,
    pyodide: Path | None,
    since: str | None,
    jobs: int | None,
) -> int:
    """Write the site to the folder OUT (or, with --single-file, to the file OUT)."""
    from ..docs import build as building
    from ..docs.single import build_single

    chosen = _chosen(forms)
    survey = _survey(playground and not single_file, since is not None, jobs)
    extra = _changes(survey, since) if since is not None else ()
    if single_file:
        with bar("pages") as progress:
            built = build_single(survey, out, progress, extra, jobs)
    else:
        building.clean(out)
        with bar("pages") as progress:
            built = building.build(survey, out, chosen, progress, extra, jobs)
        if survey.playground:
            from ..docs.playground import vendor

            vendor(survey, out, pyodide)
    return _told(built, out)


@command.command("health")
@click.option(
    "--fail-under", type=click.IntRange(0, 100), metavar="N", help="Exit with 1 where the score is below N percent."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form."
)
@shared
def health_command(fail_under: int | None, form: str) -> int:
    """Say how complete the knowledge base is: sources, examples on both sides, both languages, ages."""
    from ..docs.health import CHECKS, health_of
    from ..docs.words import say as word

    health = health_of(_survey())
    if form == "json":
        write(json.dumps(health.to_dict(), ensure_ascii=False, indent=2), "json")
    else:
        language = settings().lang or "en"
        lines = [f"{health.score}% of the checks of {len(health.rules)} rules are passed"]
        for name in CHECKS:
            missing = health.missing(name)
            lines.append(
                f"  {len(health.rules) - len(missing):>5}/{len(health.rules)}  {word(language, f'check_{name}')}"
            )
            lines += [f"               missing: {id}" for id in missing]
        lines += [f"  past its age: {id}" for id in health.old]
        lines += [f"  does not hold: {text}" for text in health.failing]
        write("\n".join(lines))
    return TROUBLE if fail_under is not None and health.score < fail_under else DONE


@command.command("reference")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@shared
def reference_command(out: Path) -> int:
    """Write the reference of the language, the files, the answers and the commands to the folder OUT, as Markdown.

    Its questions are in the words of the knowledge base. The same knowledge base on the same day gives the same bytes.
    """
    from ..api import KnowledgeBase
    from ..docs.asking import Asker
    from ..docs.reference import reference_pages, write_reference
    from ..docs.survey import Survey
    from .manual import commands_page

    survey = Survey(KnowledgeBase.open(settings().kb), day_of(settings().as_of), ("en", "zh"))
    pages = reference_pages(survey, Asker.of(survey), (commands_page(),))
    say(f"{len(write_reference(pages, survey, out))} files: {out}")
    return DONE


def _chosen(forms: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys({"markdown": "md"}.get(name.strip(), name.strip()) for name in forms.split(",")))
    unknown = [name for name in names if name not in _FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"`{', '.join(unknown)}`; known are {', '.join(_FORMATS)}", param_hint="--format")
    return names


def _survey(playground: bool = False, changes: bool = False, jobs: int | None = None) -> Survey:
    try:
        from ..docs.survey import Survey
        from ..docs.trying import try_examples
    except ModuleNotFoundError as error:
        raise _missing(error) from error

    said = settings()
    if said.lang is not None and said.lang not in _LANGUAGES:
        raise click.BadParameter(f"`{said.lang}`; known are {', '.join(_LANGUAGES)}", param_hint="--lang")
    with busy("reading the knowledge base"):
        kb, troubles = check(said.kb)
    if kb is None:
        raise KnowledgeError(trouble for trouble in troubles if trouble.severity == "error")
    languages = _LANGUAGES if said.lang is None else (said.lang,)
    if said.lang is None and kb.schema.header.language == "zh":
        languages = ("zh", "en")
    day = day_of(said.as_of)
    with bar("examples") as progress:
        tried = try_examples(kb, day, languages, jobs, progress)
    return Survey(kb, day, languages, troubles, tried, playground, changes)


def _missing(error: ModuleNotFoundError) -> XhsKbError:
    return XhsKbError(Trouble("limit", f"`{error.name}` is not installed", help="install the extra: xhs-kb[docs]"))


def _changes(survey: Survey, revision: str) -> tuple[Page, ...]:
    from ..diffing.comparing import compare
    from ..diffing.revisions import at_revision
    from ..docs.pages.changes import changes_page

    with at_revision(survey.kb.path, revision) as old:
        found = compare(old, survey.kb, survey.day)
    return tuple(changes_page(found, survey, language, revision) for language in survey.languages)


def _told(built: Built, out: Path) -> int:
    say(f"{built.pages} pages, {built.bytes / 1e6:.1f} MB: {out}")
    for text in built.failing:
        say(f"an example does not hold: {text}")
    return TROUBLE if built.failing else DONE
