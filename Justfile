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

# Write the JSON Schema of answers anew
schema:
    {{python}} -c "import json; from xhs_kb.answers.schema import answer_schema; print(json.dumps(answer_schema(), indent=2))" > docs/answer.schema.json

# A wheel and an sdist in dist/
build:
    {{python}} -m build
