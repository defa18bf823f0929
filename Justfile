# Short names for what a developer runs; `just` lists them. Each works without just, too.

python := env("PYTHON", "python3")

default:
    @just --list

# Everything that CI runs, in the environment at hand
check:
    {{python}} tests/check.py

# The same in a fresh environment
ci:
    .ci/run

# Lint and types only
lint:
    {{python}} -m ruff check .
    {{python}} -m mypy

test *arguments:
    {{python}} -m pytest -n auto {{arguments}}

# Write the JSON Schemas of answers and of pages anew
schema:
    {{python}} -c "from pathlib import Path; from xhs_kb.faces.docs.twins import schemas; [Path('docs', name).write_text(text, 'utf-8') for name, text in schemas().items()]"

# Write the reference in docs/reference anew
reference:
    {{python}} -m xhs_kb --kb tests/toy_world docs reference docs/reference --as-of 2026-11-23

# A wheel and an sdist in dist/
build:
    {{python}} -m build
