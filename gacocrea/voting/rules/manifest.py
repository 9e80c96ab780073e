"""The manifest of a poll: all that is frozen when it opens. Its hash is in every seal and every receipt."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache

from gacocrea.voting.models import FEWEST_BALLOTS_SHOWN
from gacocrea.voting.rules.seals import canonical, digest

FORMAT = "gacocrea/manifest/v1"
CAUSES = ("duplicate_person", "not_eligible", "stolen_account", "forged_identity")
"""Why a ballot can be annulled, and for nothing else."""


@dataclass(frozen=True)
class Option:
    """A theme as it stands on the ballot."""

    code: str
    title: str
    summary: str
    text_hash: str

    @classmethod
    def freeze(cls, code: str, title: str, summary: str) -> "Option":
        """Return the option with the hash of its text."""
        text = {"code": code, "title": title, "summary": summary}
        return cls(**text, text_hash=digest("gacocrea/text/v1", text))


@dataclass(frozen=True)
class Manifest:
    """The question, its rules and its keys. Instants are UTC in ISO 8601; `poll` is "forum/cycle/pillar"."""

    poll: str
    forum: str
    cycle: str
    pillar: str
    options: tuple[Option, ...]
    choices_max: int
    seats: int
    selection_rule: str
    identity_level: int
    opens_at: str
    closes_at: str
    challenge_hours: int
    key_check: str
    public_key: str
    paper: bool = False
    """Whether ballots on paper are printed for this poll and counted with the others."""
    annulment_causes: tuple[str, ...] = CAUSES
    fewest_shown: int = FEWEST_BALLOTS_SHOWN
    """With fewer ballots than this, totals are published and no single ballot."""
    tie_break: str = "sha256(root || code), ascending"
    format: str = FORMAT

    @property
    def pillar_key(self) -> str:
        return self.poll.rpartition("/")[2]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(option.code for option in self.options)

    @property
    def text(self) -> str:
        """The manifest as it is stored and published: canonical JSON."""
        return canonical(asdict(self)).decode()

    @cached_property
    def hash(self) -> str:
        """The hash of the manifest, in every seal and every receipt."""
        return digest(FORMAT, asdict(self))


@lru_cache(maxsize=128)
def read_manifest(text: str) -> Manifest:
    """Return the manifest of a stored text."""
    values = json.loads(text)
    values["options"] = tuple(Option(**option) for option in values["options"])
    values["annulment_causes"] = tuple(values.get("annulment_causes", ()))
    return Manifest(**values)
