"""Runs the collected tests once for each mutant, in a forked process, and says which mutants no test noticed.

Tests are collected once; a fault is put into a function by giving it other code, so that every name for it has it.
"""

import importlib
import os
import signal
import sys
import time
from pathlib import Path
from types import FunctionType

import pytest

from tests.mutation.mutants import Mutant, mutants

LONGEST = 60.0
"""Seconds after which a mutant counts as noticed: it hangs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutate", default="", help="The module to put faults into.")
    parser.addoption("--checks-only", action="store_true", help="Only drop raises and checks.")


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    name = session.config.getoption("--mutate")
    if not name or session.testsfailed:
        return None
    module = importlib.import_module(name)
    every = list(mutants(Path(str(module.__file__))))
    if session.config.getoption("--checks-only"):
        every = [one for one in every if one.is_check]
    if not _holds(session, None, name):
        sys.exit("the tests fail without any fault")
    alive = [one for one in every if _holds(session, one, name)]
    checks = [one for one in alive if one.is_check]
    killed = len(every) - len(alive)
    share = 100 * killed / len(every) if every else 100
    sys.__stdout__.write(f"\n{name}: {killed} of {len(every)} killed ({share:.0f} %)\n")  # type: ignore[union-attr]
    for one in alive:
        sys.__stdout__.write(f"  ALIVE{' CHECK' if one.is_check else ''} {one}\n")  # type: ignore[union-attr]
    session.testsfailed = len(checks) + (share < 90)
    return True


def _holds(session: pytest.Session, mutant: Mutant | None, name: str) -> bool:
    """Say whether all tests pass with the fault: then nobody noticed it."""
    child = os.fork()
    if child == 0:
        _be_mutant(session, mutant, name)
    ends = time.monotonic() + LONGEST
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _be_mutant(session: pytest.Session, mutant: Mutant | None, name: str) -> None:
    """Run the tests in this process until one fails, and end it."""
    code = 1
    try:
        if mutant is not None:
            found = sys.modules[name]
            for part in mutant.function.split("."):
                found = vars(found)[part]
            inside = getattr(found, "fget", None) or getattr(found, "__func__", None) or found
            inside = getattr(inside, "__wrapped__", inside)
            assert isinstance(inside, FunctionType)
            inside.__code__ = mutant.code
        for place, item in enumerate(session.items):
            following = session.items[place + 1] if place + 1 < len(session.items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                break
        code = 1 if session.testsfailed else 0
    finally:
        os._exit(code)
