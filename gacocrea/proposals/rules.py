"""What may be said in a proposal, until when it may be changed, and how proposals are put in order."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b, sha256
from typing import Any

from gacocrea.core.text import clean, fold, similarity, stems
from gacocrea.proposals.models import (
    SHORT_MAX,
    TEXT_MAX,
    TEXT_MIN,
    TITLE_MAX,
    TITLE_MIN,
    ProposalStatus,
)

IMPORTED_TITLE_MAX = 300
IMPORTED_TEXT_MAX = 20_000
SEARCH_MOST_WORDS = 8
LIKE_ENOUGH = 0.12
"""Below this likeness (0 to 1) two proposals share words, not a subject."""

_LINES = ("title", "territory", "institution")
_TEXTS = ("problem", "solution", "affected")


@dataclass(frozen=True)
class ProposalWords:
    """What a proposal says: everything that its author may change."""

    title: str
    problem: str
    solution: str
    affected: str = ""
    territory: str = ""
    institution: str = ""
    sector_id: int | None = None

    def cleaned(self) -> "ProposalWords":
        """Return the words as they are stored: no hidden characters, no stray spaces."""
        return replace(
            self,
            title=clean(self.title, multiline=False),
            problem=clean(self.problem, multiline=True),
            solution=clean(self.solution, multiline=True),
            affected=clean(self.affected, multiline=True),
            territory=clean(self.territory, multiline=False),
            institution=clean(self.institution, multiline=False),
        )

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def said(self) -> str:
        """Return all that can be searched; the title twice, for it says the subject."""
        return "\n".join([self.title, *(getattr(self, name) for name in (*_LINES, *_TEXTS))])


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field; `code` names the sentence, `facts` fill it."""

    field: str
    code: str
    facts: Mapping[str, int]


def problems(words: ProposalWords, *, draft: bool = False) -> list[Problem]:
    """Return what is wrong with cleaned `words`, in the order of the form; a draft may still be short."""
    least = {"title": 1} if draft else {"title": TITLE_MIN, "problem": TEXT_MIN, "solution": TEXT_MIN}
    most = {"title": TITLE_MAX, "problem": TEXT_MAX, "solution": TEXT_MAX, "affected": TEXT_MAX}
    return _measure(words, least, most | {"territory": SHORT_MAX, "institution": SHORT_MAX})


def import_problems(words: ProposalWords) -> list[Problem]:
    """Return what keeps a row of a file out: no title, or more than a page can hold.

    Text that was written elsewhere is what it is: shorter and longer than what is typed here.
    """
    most = dict.fromkeys(_TEXTS, IMPORTED_TEXT_MAX) | dict.fromkeys(_LINES, IMPORTED_TITLE_MAX)
    return _measure(words, {"title": 1}, most)


def _measure(words: ProposalWords, least: Mapping[str, int], most: Mapping[str, int]) -> list[Problem]:
    found = []
    for name in ("title", "problem", "solution", "affected", "territory", "institution"):
        size = len(getattr(words, name))
        if size < least.get(name, 0):
            found.append(Problem(name, "words_missing" if size == 0 else "words_short", {"least": least[name]}))
        elif size > most[name]:
            found.append(Problem(name, "words_long", {"most": most[name]}))
    return found


def source_key(words: ProposalWords, *, pillar: str, key: str) -> str:
    """Return the mark of a row as it would be stored: the same row again is the same proposal.

    SHA-256 (hex) of all of it, after the row's own key in its file where it has one ("17:ab3…").
    """
    content = "\x1f".join([pillar, key, *(str(value) for value in words.as_dict().values())])
    mark = sha256(content.encode()).hexdigest()
    return f"{key}:{mark}" if key else mark


def row_key(mark: str) -> str:
    """Return the row's own key in its file, "" when it had none: ballots of the same file name it."""
    return mark.rpartition(":")[0]


def same_name(name: str) -> str:
    """Return a name as it is compared: case, accents and doubled spaces do not matter."""
    return " ".join(fold(name).split())


def may_edit_until(status: ProposalStatus, submitted_at: datetime | None, edit_minutes: int) -> datetime | None:
    """Return until when (exclusive) its author may change a submitted proposal; None at no time.

    A draft and a returned proposal have no window of their own: see `may_edit`.
    """
    if status is ProposalStatus.SUBMITTED and submitted_at:
        return submitted_at + timedelta(minutes=edit_minutes)
    return None


def may_edit(status: ProposalStatus, submitted_at: datetime | None, edit_minutes: int, now: datetime) -> bool:
    """Say whether its author may change a proposal at `now`, as far as the proposal itself is concerned.

    The calendar binds besides; a draft and a returned proposal wait for their author as long as it allows.
    """
    if status in (ProposalStatus.DRAFT, ProposalStatus.RETURNED):
        return True
    until = may_edit_until(status, submitted_at, edit_minutes)
    return until is not None and now < until


def shuffled(ids: Iterable[int], seed: str) -> list[tuple[str, int]]:
    """Put `ids` in an order that depends on `seed` alone: (place, id), a keyed hash standing for the place.

    Every order is as likely as any other, none can be aimed at, and a proposal that joins or leaves moves
    no other. Keyed BLAKE2b (RFC 7693), 128 bits.
    """
    key = sha256(seed.encode()).digest()
    return sorted((blake2b(str(id).encode(), key=key, digest_size=16).hexdigest(), id) for id in ids)


def search_terms(words: str) -> tuple[list[str], str]:
    """Read a search box: the stems that must all be there, and the last word, which may be unfinished.

    The last word is folded and counts as a prefix; it is empty when it says nothing.
    """
    said = words.split()
    if not said:
        return [], ""
    last = fold(said[-1])
    whole = list(stems(" ".join(said[:-1])))[:SEARCH_MOST_WORDS]
    if last.isalnum() and stems(last):
        return whole, last
    return list(dict.fromkeys([*whole, *stems(last)]))[:SEARCH_MOST_WORDS], ""


def most_alike(
    text: str,
    docs: Mapping[int, Mapping[str, int]],
    *,
    frequency: Mapping[str, int],
    total: int,
    most: int,
) -> list[tuple[int, float]]:
    """Return the (id, likeness) of the proposals that speak of what `text` speaks of, best first."""
    ranked = similarity(stems(text), docs.items(), frequency, total)
    return [(id, score) for id, score in ranked if score >= LIKE_ENOUGH][:most]
