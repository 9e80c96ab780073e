"""What happens in a forum: it is founded, people are named to its seats, it meets, and it decides."""

from gacocrea.forum.actions.administrators import name_administrator
from gacocrea.forum.actions.asking import keep_extras
from gacocrea.forum.actions.decisions import record_decision
from gacocrea.forum.actions.files import PICTURES_MAX, Upload, add_picture, keep_file
from gacocrea.forum.actions.founding import ForumTexts, ForumWords, InternalRules, change_forum, create_forum
from gacocrea.forum.actions.look import LookPlan, keep_look
from gacocrea.forum.actions.meetings import MeetingWords, Presence, call_meeting, take_attendance
from gacocrea.forum.actions.members import (
    Term,
    end_membership,
    grant,
    invite,
    name_to_seat,
)
from gacocrea.forum.actions.minutes import (
    AgreementWords,
    MinutesWords,
    comment_minutes,
    publish_minutes,
    settle_agreement,
    sign_minutes,
    write_minutes,
)
from gacocrea.forum.actions.motions import close_motion, propose_motion, take_carried, withdraw_motion
from gacocrea.forum.actions.seats import end_guest, end_seat, name_guest, open_seat
from gacocrea.forum.actions.voice import change_voice
from gacocrea.forum.actions.votes import Noted, record_votes, recuse, vote

__all__ = [
    "PICTURES_MAX",
    "AgreementWords",
    "ForumTexts",
    "ForumWords",
    "InternalRules",
    "LookPlan",
    "MeetingWords",
    "MinutesWords",
    "Noted",
    "Presence",
    "Term",
    "Upload",
    "add_picture",
    "call_meeting",
    "change_forum",
    "change_voice",
    "close_motion",
    "comment_minutes",
    "create_forum",
    "end_guest",
    "end_membership",
    "end_seat",
    "grant",
    "invite",
    "keep_extras",
    "keep_file",
    "keep_look",
    "name_administrator",
    "name_guest",
    "name_to_seat",
    "open_seat",
    "propose_motion",
    "publish_minutes",
    "record_decision",
    "record_votes",
    "recuse",
    "settle_agreement",
    "sign_minutes",
    "take_attendance",
    "take_carried",
    "vote",
    "withdraw_motion",
    "write_minutes",
]
