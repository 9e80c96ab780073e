"""What a page lends to the queries of the plan, which know neither languages nor addresses nor upper floors."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Protocol

Words = Callable[[Enum], str]
"""Says the words for a member of an enumeration, in the language of the document."""

Completions = Callable[[Sequence[int]], Mapping[int, Enum]]
"""Says how far commitments got, by their id; those that nobody reported on are missing."""


class Address(Protocol):
    """Returns the full public address of a page."""

    def __call__(self, endpoint: str, /, **values: str) -> str: ...
