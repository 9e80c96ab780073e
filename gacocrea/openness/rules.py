"""What of the public record is public word for word, and whose acts are named: docs/record.md."""

from datetime import date, datetime

SHOWN = (
    "administrator", "agreement", "annulment", "attendance", "ballots", "calendar", "census", "certificate", "comment",
    "comments", "commitment", "complaint", "course", "cycle", "data", "decision", "example", "feasibility", "forum",
    "guest", "holiday", "keeper", "keys",
    "meeting", "member", "milestone", "minutes", "motion", "notice", "pace", "paper", "plan", "poll", "primer",
    "proposal", "proposals", "response", "rule", "seat", "selection", "text", "theme", "themes",
    "translation", "workshop",
)  # fmt: skip
"""Matters whose entries are published whole. All others are of single persons or of reported texts: a hash only."""
UNNAMED = frozenset(
    {
        "proposal.submitted",
        "proposal.edited",
        "proposal.withdrawn",
        "proposal.argued",
        "comment.made",
        "complaint.filed",
    }
)
"""What people do for themselves and not in an office: the record does not name them."""
HEAD_HOUR = 11
"""The hour, in UTC, after which the head of the day leaves."""


def matter_of(verb: str) -> str:
    """Return what a verb is about: "poll" of "poll.opened"."""
    return verb.partition(".")[0]


def is_shown(verb: str) -> bool:
    """Say whether the entries of a verb are published whole."""
    return matter_of(verb) in SHOWN


def is_named(verb: str) -> bool:
    """Say whether entries of a verb say who acted."""
    return is_shown(verb) and verb not in UNNAMED


def head_is_due(now: datetime, last: date | None) -> bool:
    """Say whether the head of the day is to be mailed: once a day, after HEAD_HOUR."""
    return now.hour >= HEAD_HOUR and now.date() != last
