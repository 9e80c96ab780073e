"""What is read of proposals: each function says how many statements it takes."""

from gacocrea.proposals.queries.details import arguments_of, made_at, versions_of, workshop, workshops_of
from gacocrea.proposals.queries.figures import Entry, Figures, every, figures, people
from gacocrea.proposals.queries.likeness import Similar, similar_to
from gacocrea.proposals.queries.lists import (
    Mine,
    Page,
    count_by_pillar,
    draft_of,
    find,
    mine,
    page_of,
    unfinished,
)

__all__ = [
    "Entry",
    "Figures",
    "Mine",
    "Page",
    "Similar",
    "arguments_of",
    "count_by_pillar",
    "draft_of",
    "every",
    "figures",
    "find",
    "made_at",
    "mine",
    "page_of",
    "people",
    "similar_to",
    "unfinished",
    "versions_of",
    "workshop",
    "workshops_of",
]
