"""What a forum asks of its commitments beyond OGP's template."""

from collections.abc import Iterable
from dataclasses import dataclass

from gacocrea.core.errors import Invalid
from gacocrea.core.text import fold, slug
from gacocrea.forum.models import EXTRA_HINT_MAX, EXTRA_LABEL_MAX, EXTRAS_MAX


@dataclass(frozen=True)
class Extra:
    """A question beyond the template. Without a key it is new; one that is no longer `asked` stays with its answers."""

    label: str
    hint: str = ""
    key: str = ""
    asked: bool = True


def settle_extras(before: Iterable[str], extras: Iterable[Extra]) -> list[Extra]:
    """Return the questions as they are stored, each with its key; the known ones are all there.

    `before` holds the keys that the forum has: none disappears, for a commitment may have answered it. Raises
    Invalid on "extras" for too many, for one without words or too long, and for two of the same name.
    """
    wanted, known = list(extras), set(before)
    if len(wanted) > EXTRAS_MAX:
        raise Invalid("extras", "extras_many", most=EXTRAS_MAX)
    if not known <= {one.key for one in wanted}:
        raise Invalid("extras", "extras_lost")
    if len({fold(one.label) for one in wanted}) < len(wanted):
        raise Invalid("extras", "extras_twice")
    settled: list[Extra] = []
    for one in wanted:
        if not 2 <= len(one.label) <= EXTRA_LABEL_MAX or len(one.hint) > EXTRA_HINT_MAX:
            raise Invalid("extras", "extras_words", most=EXTRA_LABEL_MAX)
        taken = known | {other.key for other in settled}
        key = one.key if one.key in known else _new_key(one.label, taken)
        settled.append(Extra(one.label, one.hint, key, one.asked))
    return settled


def _new_key(label: str, taken: set[str]) -> str:
    """Return a key that reads like the label and belongs to no other question."""
    name = slug(label).replace("-", "_")[:30] or "extra"
    return next(key for key in (name, *(f"{name}_{n}" for n in range(2, 99))) if key not in taken)
