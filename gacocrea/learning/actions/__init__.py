"""What people do in learning."""

from gacocrea.learning.actions.attendance import (
    AtTheDoor,
    issue_certificates,
    take_course_attendance,
)
from gacocrea.learning.actions.courses import (
    CourseWords,
    announce_course,
    cancel_course,
    draft_course,
    edit_course,
)
from gacocrea.learning.actions.enrolment import (
    enrol,
    enrol_person,
    forget_names,
    leave,
    remind,
    remove_person,
)
from gacocrea.learning.actions.materials import (
    add_material,
    remove_material,
    set_banner,
)
from gacocrea.learning.actions.primer import (
    Step,
    add_chapter,
    arrange_chapter,
    restore_house,
    word_chapter,
)

__all__ = [
    "AtTheDoor",
    "CourseWords",
    "Step",
    "add_chapter",
    "add_material",
    "announce_course",
    "arrange_chapter",
    "cancel_course",
    "draft_course",
    "edit_course",
    "enrol",
    "enrol_person",
    "forget_names",
    "issue_certificates",
    "leave",
    "remind",
    "remove_material",
    "remove_person",
    "restore_house",
    "set_banner",
    "take_course_attendance",
    "word_chapter",
]
