"""Every small fault that can be put into the functions of a module, as code to run in its place."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

FLIPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
CHECKS = ("require", "check", "_check", "_require", "refuse", "_refuse")
Function = ast.FunctionDef


@dataclass(frozen=True)
class Mutant:
    """One fault: the function it is in, its line, what was done, and the function's code with it."""

    function: str
    line: int
    what: str
    is_check: bool
    code: CodeType

    def __str__(self) -> str:
        return f"{self.function}:{self.line} {self.what}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    owners: list[ast.Module | ast.ClassDef] = [tree]
    owners += [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for owner in owners:
        for node in owner.body:
            if isinstance(node, Function):
                prefix = f"{owner.name}." if isinstance(owner, ast.ClassDef) else ""
                yield from _of_function(tree, node, prefix + node.name)


def _of_function(tree: ast.Module, function: Function, name: str) -> Iterator[Mutant]:
    for place, node in enumerate(_inside(function)):
        for what, change, is_check in _changes(node):
            # the faults are made in a copy, where the same walk finds the same node
            whole = copy.deepcopy(tree)
            mine = next(
                one
                for one in ast.walk(whole)
                if isinstance(one, Function) and one.lineno == function.lineno and one.name == function.name
            )
            if change(_inside(mine)[place], mine):
                ast.fix_missing_locations(whole)
                found = _code_of(compile(whole, "<mutant>", "exec"), name)
                yield Mutant(name, getattr(node, "lineno", function.lineno), what, is_check, found)


def _inside(function: Function) -> list[ast.AST]:
    """Return the nodes of a body: defaults of arguments are made when the module is read, too early for a fault."""
    return [node for line in function.body for node in ast.walk(line)]


def _code_of(code: CodeType, name: str) -> CodeType:
    for part in name.split("."):
        code = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == part)
    return code


def _changes(node: ast.AST) -> Iterator[tuple[str, Any, bool]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in FLIPS:
        yield f"turn {type(node.ops[0]).__name__}", _flip, False
    elif isinstance(node, ast.BoolOp):
        yield "swap and/or", _swap, False
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "drop not", _drop_not, False
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"turn {node.value}", _turn, False
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield f"{node.value} + 1", _add_one, False
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "return None", _return_none, False
    elif isinstance(node, ast.Raise):
        yield "drop raise", _drop, True
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _is_check(node.value):
        yield "drop check", _drop, True


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_check(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name.startswith(CHECKS)


def _flip(node: ast.Compare, _function: Function) -> bool:
    node.ops[0] = FLIPS[type(node.ops[0])]()
    return True


def _swap(node: ast.BoolOp, _function: Function) -> bool:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return True


def _drop_not(node: ast.UnaryOp, function: Function) -> bool:
    return _replace(function, node, node.operand)


def _turn(node: ast.Constant, _function: Function) -> bool:
    node.value = not node.value
    return True


def _add_one(node: ast.Constant, _function: Function) -> bool:
    node.value = int(str(node.value)) + 1
    return True


def _return_none(node: ast.Return, _function: Function) -> bool:
    node.value = ast.Constant(None)
    return True


def _drop(node: ast.stmt, function: Function) -> bool:
    return _replace(function, node, ast.Pass())


def _replace(function: Function, old: ast.AST, new: ast.AST) -> bool:
    """Put `new` where `old` is; say whether it was found outside the signature."""
    for parent in ast.walk(function):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
                return True
            if isinstance(value, list) and any(one is old for one in value):
                value[next(place for place, one in enumerate(value) if one is old)] = new
                return True
    return False
