"""Stages stand on each other like floors, and inside every stage the rooms have the same names."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, in_rooms, name, parsed, stages

ROOMS = {"__init__", "models", "rules", "actions", "queries", "forms", "views", "pages", "panels", "commands"}
ROOMS |= {"personal"}  # what the stage holds about a person
ROOMS |= {"tongues"}  # what of it can be read in other languages
OWN_ROOMS = {
    # What only one stage has, and why it is a room of its own.
    "plan": {
        "document",
        "paper",
        "pdf",
        "prepared",
        "docx",
        "odt",
        "tables",
        "archive_json",
        "reading",  # earlier plans from files
    },  # its papers
    "commitments": {"comparing"},  # two sheets side by side, field by field
    "openness": {
        "knots",  # the stations of the thread in words
        "chain",  # the public record as it is published
        "words",  # the verbs of the record in words
        "drawing",  # the threads of a whole cycle in words, ready to be drawn
        "figures",  # who took part and what was kept, counted and drawn
    },
    "people": {
        "session",  # who asks, read from the signed cookie
        "outside",  # what is said to providers of identity, and what is believed of their answers
        "secrets",  # the key for document numbers and second factors, a file outside the database
    },
    "forum": {"place"},  # which forum an address speaks of
    "learning": {
        "house",  # the house's own text of the primer and its glossary
        "drawings",  # one drawing for each chapter
        "certificate",  # the sheet of a course
    },
    "cycle": {"place"},  # which cycle an address speaks of
    "voting": {
        "keys",  # the keys of the polls, files outside the database
        "outgoing",  # what leaves by command and by the hour: checkpoints, packages
        "package",  # the public files of a published vote, piece by piece
        "recount",  # the program that goes out with the package: it must know nothing of this house
    },
    "sharing": {
        "things",  # what can be shared, by its name, its page and its short address
        "shown",  # what the picture of a thing says of it
        "cards",  # what the cards on other sites say
        "drawing",  # pictures and posters, set by Typst
    },
    "home": {"demo"},  # the example data
}


def test_imports_go_down_the_floors_and_the_lower_rooms_know_nothing_of_the_web() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint_imports, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("stage", stages(), ids=lambda path: path.name)
def test_a_stage_has_only_the_rooms_of_the_house(stage: Path) -> None:
    entries = {
        path.stem for path in stage.iterdir() if path.suffix in {".py", ""} and path.name != "__pycache__"
    }
    assert entries - ROOMS - OWN_ROOMS.get(stage.name, set()) == set()


def test_what_may_be_and_what_happens_is_explained_by_a_docstring() -> None:
    silent = [
        f"{name(path)}:{function.lineno} {function.name}"
        for path in in_rooms("rules", "actions")
        for function in parsed(path).body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if not ast.get_docstring(function)
    ]
    assert silent == []
