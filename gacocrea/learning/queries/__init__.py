"""What is read of learning."""

from gacocrea.learning.queries.courses import (
    CourseRow,
    OnList,
    Outreach,
    before_in_line,
    certificate_of,
    coming_of,
    course_of,
    course_rows,
    courses_held,
    next_course,
    on_list,
    outreach,
    own_certificate,
    own_enrolment,
    row_of,
    unmarked,
)
from gacocrea.learning.queries.primer import Arranged, arranged, chapter_in, versions_of

__all__ = [
    "Arranged",
    "CourseRow",
    "OnList",
    "Outreach",
    "arranged",
    "before_in_line",
    "certificate_of",
    "chapter_in",
    "coming_of",
    "course_of",
    "course_rows",
    "courses_held",
    "next_course",
    "on_list",
    "outreach",
    "own_certificate",
    "own_enrolment",
    "row_of",
    "unmarked",
    "versions_of",
]
