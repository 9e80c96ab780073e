"""What the tests of cards stand on."""

from typing import Any

from gacocrea.core.terms import Phase
from tests.thread import Thread

HERE = "/ecuador/2026-2028"
CARDS = tuple(f"{HERE}/incrustar/{path}" for path in ("resultado/transparencia", "avance", "compromiso/C-01"))


def make_shown(make: Any) -> Thread:
    """Make a cycle in implementation, with a result and a commitment."""
    thread: Thread = make(Phase.DRAFTING)
    theme = thread.theme(title="Obra a la vista")
    thread.elect(*[theme] * 11)
    thread.draft(theme)
    return thread
