"""What happens in a forum: it is founded, people are named, it meets, and it decides."""

from gacocrea.forum.actions.founding import ForumWords, create_forum
from gacocrea.forum.actions.meetings import MeetingWords, call_meeting, publish_minutes, record_decision
from gacocrea.forum.actions.members import end_membership, grant, invite, name_administrator

__all__ = [
    "ForumWords",
    "MeetingWords",
    "call_meeting",
    "create_forum",
    "end_membership",
    "grant",
    "invite",
    "name_administrator",
    "publish_minutes",
    "record_decision",
]
