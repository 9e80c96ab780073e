"""What may be in a forum: its names and seats, its meetings, and when a motion is carried."""

from gacocrea.forum.rules.asking import Extra, settle_extras
from gacocrea.forum.rules.calendar import Event, as_icalendar
from gacocrea.forum.rules.founding import (
    GRANTED,
    RESERVED,
    check_seat,
    check_sectors,
    check_slug,
    check_words,
)
from gacocrea.forum.rules.meetings import (
    COUNT_MAX,
    GENDERS,
    MEETING_MONTHS,
    MeetingWatch,
    check_counts,
    check_notice,
    check_signatures,
    digest_of_minutes,
    months_later,
    signatures_needed,
    watch_meetings,
)
from gacocrea.forum.rules.voting import (
    Outcome,
    SeatVote,
    Tally,
    VotingRule,
    check_quorum,
    check_rule,
    has_majority,
    has_parity,
    outcome,
)

__all__ = [
    "COUNT_MAX",
    "GENDERS",
    "GRANTED",
    "MEETING_MONTHS",
    "RESERVED",
    "Event",
    "Extra",
    "MeetingWatch",
    "Outcome",
    "SeatVote",
    "Tally",
    "VotingRule",
    "as_icalendar",
    "check_counts",
    "check_notice",
    "check_quorum",
    "check_rule",
    "check_seat",
    "check_sectors",
    "check_signatures",
    "check_slug",
    "check_words",
    "digest_of_minutes",
    "has_majority",
    "has_parity",
    "months_later",
    "outcome",
    "settle_extras",
    "signatures_needed",
    "watch_meetings",
]
