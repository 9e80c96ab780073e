"""What a name, a sentence and a logo must be to stand on every page, and what is said when they only just do."""

import re
from dataclasses import dataclass
from enum import StrEnum

from gacocrea.core.errors import Invalid
from gacocrea.forum.models import LEAD_MAX, LOGO_HIGH, LOGO_WIDE

NAME_FITS = 60
WORD_FITS = 18
SENTENCE_FITS = 25
SHAPES = (0.5, 8.0)
SEEN = 0.5
_END = re.compile(r"[.;:!?…]+\s+|\n+")


class Remark(StrEnum):
    """What the page of the look says calmly beside a field; none of them keeps anything from being saved."""

    NAME_LONG = "name_long"
    WORD_LONG = "word_long"
    LEAD_LONG = "lead_long"
    LOGO_THIN = "logo_thin"
    UNSEEN_LIGHT = "unseen_light"
    UNSEEN_DARK = "unseen_dark"


@dataclass(frozen=True)
class LogoFacts:
    """A logo as it is measured: width to height, and the share of it that is seen on light and on dark paper."""

    shape: float
    seen_light: float
    seen_dark: float


def logo_size(width: int, height: int) -> tuple[int, int]:
    """Return how large a drawing is shown in the head, in points of a page.

    Raises Invalid on "logo" ("logo_shape") for one that is higher than twice its width or wider than eight heights.
    """
    if not SHAPES[0] <= width / height <= SHAPES[1]:
        raise Invalid("logo", "logo_shape")
    scale = min(LOGO_HIGH / height, LOGO_WIDE / width)
    return max(1, round(width * scale)), max(1, round(height * scale))


def check_lead(lead: str) -> None:
    """Raise Invalid on "lead" beyond LEAD_MAX letters."""
    if len(lead) > LEAD_MAX:
        raise Invalid("lead", "lead_long", most=LEAD_MAX)


def remarks_on_words(name: str, lead: str) -> list[Remark]:
    """Return what to say of a name (it stands in two lines of the head) and of a sentence (it is read at once)."""
    found = []
    if len(name) > NAME_FITS:
        found.append(Remark.NAME_LONG)
    if any(len(word) > WORD_FITS for word in name.split()):
        found.append(Remark.WORD_LONG)
    if any(len(sentence.split()) > SENTENCE_FITS for sentence in _END.split(lead)):
        found.append(Remark.LEAD_LONG)
    return found


def remarks_on_logo(logo: LogoFacts, dark: LogoFacts | None) -> list[Remark]:
    """Return what to say of a logo, and of the one that stands in its place on dark paper."""
    found = []
    if logo.shape > LOGO_WIDE / LOGO_HIGH * 1.5:
        found.append(Remark.LOGO_THIN)
    if logo.seen_light < SEEN:
        found.append(Remark.UNSEEN_LIGHT)
    if (dark or logo).seen_dark < SEEN:
        found.append(Remark.UNSEEN_DARK)
    return found
