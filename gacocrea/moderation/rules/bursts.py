"""Which texts of an hour are one burst: what scanners and advertisers send, told apart from what people write.

A burst is never hidden by itself: it is shown together, so that one person decides on it in one action.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from gacocrea.core.text import fold, stems

WINDOW = timedelta(hours=1)
LEAST = 8
"""How many alike in an hour are a burst."""
YOUNG = timedelta(hours=72)
"""An account older than this at the time it wrote is in a burst only with several texts of its own in it."""
OWN_LEAST = 3
BANDS, ROWS = 12, 2
"""Min-hash of word pairs (Broder 1997): who share half of their pairs meet in some band 97 times in 100."""

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/\s:?#]+)", re.IGNORECASE)
_PROBE = re.compile(
    r"<\s*/?(?:script|img|svg|iframe|body|object)\b|\bon(?:error|load|mouseover|focus)\s*=|javascript:|"
    r"(?:'|\"|\))\s*(?:or|and)\s+['\"(]?\w+['\")]?\s*(?:=|like|<|>)|\bunion\s+(?:all\s+)?select\b|"
    r"\b(?:sleep|benchmark|pg_sleep|waitfor\s+delay|extractvalue|xp_cmdshell|dbms_pipe)\b\s*[('\"]?|"
    r"\.\./|\.\.\\|/etc/(?:passwd|shadow|hosts)|\bwin\.ini\b|\$\{[^}]*\}|\{\{[^}]*\}\}|<%|%(?:00|0a|0d|2e|2f|3c|27)|"
    r"\$\(|`[^`]+`|;\s*(?:cat|ls|id|ping|curl|wget|nslookup|whoami)\b|\|\s*(?:cat|id|ping|whoami)\b|"
    r"<!(?:doctype|entity|\[cdata)|\bselect\b.{1,40}\bfrom\b|;\s*drop\s+table|\(\)\s*\{|\bjndi:|set-cookie:",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile("[aeiou]")


@dataclass(frozen=True)
class Text:
    """A text as it came: `account_age` is None where no account wrote it."""

    id: str
    words: str
    at: datetime
    author: int | None
    account_age: timedelta | None


@dataclass(frozen=True)
class Burst:
    """Texts of one hour that are alike, oldest first; `why` says by what: "links", "probes", "noise", "same"."""

    ids: tuple[str, ...]
    why: str
    host: str = ""


def bursts(texts: Iterable[Text]) -> list[Burst]:
    """Group what came alike within an hour, the largest group first; each text is in one group at most.

    Grouped by the host of its links, by signs of a probe, by letters at random, and by pairs of stems (min-hash).
    What a known account wrote stays out unless it wrote several of them: a citizen who quotes the same page as an
    advertiser is no burst. A group needs eight texts in some hour.
    """
    ordered = sorted(texts, key=lambda text: (text.at, text.id))
    known = {text.id: text for text in ordered}
    by_key = defaultdict[str, list[str]](list)
    for text in ordered:
        for key in features(text.words):
            by_key[key].append(text.id)
    groups = _joined({key: ids for key, ids in by_key.items() if _crowded([known[id] for id in ids])})
    found = []
    for ids in groups:
        suspect = _suspect([known[id] for id in ids])
        if len(suspect) >= LEAST:
            found.append(_named(suspect))
    return sorted(found, key=lambda burst: (-len(burst.ids), burst.ids))


def _crowded(texts: Sequence[Text]) -> bool:
    """Say whether some hour holds enough of these; they come in order of time."""
    return any(later.at - first.at <= WINDOW for first, later in zip(texts, texts[LEAST - 1 :], strict=False))


def _joined(by_key: dict[str, list[str]]) -> list[list[str]]:
    """Join groups that share most of their texts, beginning with the surest keys (union of what overlaps)."""
    parent: dict[str, str] = {}

    def root(id: str) -> str:
        while parent.setdefault(id, id) != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for ids in by_key.values():
        for id in ids[1:]:
            parent[root(id)] = root(ids[0])
    groups = defaultdict[str, list[str]](list)
    for id in parent:
        groups[root(id)].append(id)
    return list(groups.values())


def _suspect(texts: Sequence[Text]) -> list[Text]:
    """Leave out what people write whose account is known, unless one account sent several."""
    sent = Counter(text.author for text in texts)
    return [
        text
        for text in texts
        if sent[text.author] >= OWN_LEAST or (text.account_age is not None and text.account_age < YOUNG)
    ]


def _named(texts: Sequence[Text]) -> Burst:
    keys = Counter(key for text in texts for key in features(text.words))
    ids = tuple(text.id for text in sorted(texts, key=lambda text: (text.at, text.id)))
    hosts = [key.removeprefix("host:") for key, _n in keys.most_common() if key.startswith("host:")]
    for key in ("probe", "noise"):
        if 2 * keys[key] >= len(texts):
            return Burst(ids, f"{key}s" if key == "probe" else key)
    return Burst(ids, "links", hosts[0]) if hosts else Burst(ids, "same")


@lru_cache(maxsize=20_000)
def features(words: str) -> frozenset[str]:
    """Return the marks by which a text is alike to others."""
    found = {f"host:{host}" for host in map(_host, _LINK.findall(words)) if host}
    if _PROBE.search(words):
        found.add("probe")
    plain = _LINK.sub(" ", words)
    if is_noise(plain):
        found.add("noise")
    else:
        found |= _bands(plain)
    return frozenset(found)


def _host(link: str) -> str:
    match = _HOST.match(link)
    return match[1].lower().removeprefix("www.") if match else ""


def is_noise(words: str) -> bool:
    """Say whether letters were struck at random: most words have hardly a vowel, or change case and digits inside."""
    tokens = [token for token in re.findall(r"\S+", words) if len(token) > 3]
    return bool(tokens) and 2 * sum(map(_is_random, tokens)) > len(tokens)


def _is_random(token: str) -> bool:
    letters = "".join(_WORD.findall(fold(token)))
    digits = sum(sign.isdigit() for sign in token)
    if digits >= 2 and len(letters) >= 2:
        return True
    vowels = len(_VOWELS.findall(letters))
    cramped = bool(re.search(r"[bcdfghjklmnpqrstvwxz]{5}", letters))
    return len(letters) > 3 and (cramped or vowels * 5 < len(letters))


def _bands(words: str) -> set[str]:
    said = list(stems(words).elements())
    ordered = [stem for word in _WORD.findall(fold(words)) for stem in list(stems(word))[:1]] or said
    pairs = {f"{one} {other}" for one, other in pairwise(ordered)} or set(ordered)
    if len(pairs) < 2:
        return {f"same:{' '.join(ordered)}"} if ordered else set()
    least = [
        min(blake2b(pair.encode(), digest_size=8, salt=row.to_bytes(2)).digest() for pair in pairs)
        for row in range(BANDS * ROWS)
    ]
    return {
        f"band:{place}:{b''.join(least[place * ROWS : place * ROWS + ROWS]).hex()}" for place in range(BANDS)
    }
