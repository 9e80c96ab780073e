"""The house as files: what the rules of the house walk over."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "gacocrea"
SHARED_FLOORS = {"core", "web"}


def name(path: Path) -> str:
    """Return the path as people write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def files(*endings: str) -> list[Path]:
    """Return every file of gacocrea/ with one of the endings (all files without any)."""
    found = (path for path in sorted(HOUSE.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return [path for path in found if not endings or path.suffix in endings]


def folders() -> list[Path]:
    inside = (path for path in sorted(HOUSE.rglob("*")) if path.is_dir() and "__pycache__" not in path.parts)
    return [HOUSE, *inside]


def stages() -> list[Path]:
    """Return the folders of the stages: every floor but the two shared ones."""
    return [
        path.parent for path in sorted(HOUSE.glob("*/__init__.py")) if path.parent.name not in SHARED_FLOORS
    ]


def room_of(path: Path) -> str:
    """Return which room of its stage a file is in: "views" for views.py and for views/desk.py."""
    return path.relative_to(HOUSE).with_suffix("").parts[1]


def in_rooms(*rooms: str) -> list[Path]:
    """Return the Python files of these rooms, in every stage."""
    return [path for path in files(".py") if path.parent != HOUSE and room_of(path) in rooms]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a file, nested ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how long a function is to read: one line for its signature, and its body without the docstring.

    The formatter spreads a signature of keyword-only arguments over many lines; that is no work to read.
    """
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return 1 + ((function.end_lineno or 0) - body[0].lineno + 1 if body else 0)


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A view is what a decorator binds to an address."""
    verbs = {"route", "get", "post", "put", "patch", "delete"}
    calls = (mark for mark in function.decorator_list if isinstance(mark, ast.Call))
    return any(isinstance(call.func, ast.Attribute) and call.func.attr in verbs for call in calls)
