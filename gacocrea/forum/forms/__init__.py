"""What people type in a forum, and what it says in words."""

from gacocrea.forum.forms.asking import ExtrasForm
from gacocrea.forum.forms.fields import within_reach
from gacocrea.forum.forms.files import PictureForm, WithFile
from gacocrea.forum.forms.meetings import (
    GENDER_WORDS,
    AttendanceForm,
    CommentForm,
    KeptForm,
    MeetingForm,
    MinutesForm,
    PublishMinutesForm,
    SignMinutesForm,
    attendance_form,
)
from gacocrea.forum.forms.motions import (
    DAYS_TO_VOTE,
    CloseForm,
    MinutedForm,
    MotionForm,
    RecuseForm,
    VoteForm,
    WithdrawForm,
    end_of,
    minuted_form,
    vote_closes,
)
from gacocrea.forum.forms.seats import EndForm, ForumForm, GuestForm, NameForm, SeatForm
from gacocrea.forum.forms.words import REFUSALS, notice_in_words, outcome_in_words, rule_in_words

__all__ = [
    "DAYS_TO_VOTE",
    "GENDER_WORDS",
    "REFUSALS",
    "AttendanceForm",
    "CloseForm",
    "CommentForm",
    "EndForm",
    "ExtrasForm",
    "ForumForm",
    "GuestForm",
    "KeptForm",
    "MeetingForm",
    "MinutedForm",
    "MinutesForm",
    "MotionForm",
    "NameForm",
    "PictureForm",
    "PublishMinutesForm",
    "RecuseForm",
    "SeatForm",
    "SignMinutesForm",
    "VoteForm",
    "WithFile",
    "WithdrawForm",
    "attendance_form",
    "end_of",
    "minuted_form",
    "notice_in_words",
    "outcome_in_words",
    "rule_in_words",
    "vote_closes",
    "within_reach",
]
