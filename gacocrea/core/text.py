"""Text that people type: made safe to store, found without accents, compared, shortened, quoted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log, sqrt
from urllib.parse import urlsplit

from snowballstemmer.spanish_stemmer import SpanishStemmer

# ---------------------------------------------------------------- safe to store

# What no text needs and what hides things: controls, bidi marks and overrides, zero-width characters, fillers
# that look like nothing, tags, half surrogates and non-characters (no file format can carry these last two).
_HIDDEN = (
    *((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x115F, 0x1160)),
    *((0x180E, 0x180E), (0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F)),
    *((0x3164, 0x3164), (0xD800, 0xDFFF), (0xFDD0, 0xFDEF), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0)),
    *((0xFFF9, 0xFFFB), (0xE0000, 0xE007F)),
)
_LAST_OF_PLANE = [plane * 0x10000 + last for plane in range(17) for last in (0xFFFE, 0xFFFF)]
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SAFE: dict[int, str | None] = {
    **{code: None for first, last in _HIDDEN for code in range(first, last + 1)},
    **dict.fromkeys(_LAST_OF_PLANE),
    **{ord(space): " " for space in _SPACES},
    **{ord(end): "\n" for end in "\r\v\f\x85\u2028\u2029"},
}
# Joiners (U+200C, U+200D) are part of some scripts and of family emoji, and a trick between Latin letters:
# they stay only between two characters of those scripts or two emoji.
_JOINED = (
    "\u0590-\u1cff\u2190-\u2bff\u2e80-\ud7ff\uf900-\ufaff\ufe0f\U00010800-\U0001faff\U00020000-\U0003fffd"
)
_JOINERS = "[\u200c\u200d]"
_STRAY_JOINER = re.compile(
    f"(?<![{_JOINED}]){_JOINERS}+|{_JOINERS}+(?![{_JOINED}\u200c\u200d])|(?<={_JOINERS}){_JOINERS}+"
)


def clean(text: str, *, multiline: bool) -> str:
    """Return `text` as it is stored: NFC, no hidden characters, no stray spaces. Idempotent.

    Lines end in LF and at most one empty line stands between two; without `multiline` all is one line.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_SAFE)
    text = unicodedata.normalize("NFC", _STRAY_JOINER.sub("", text))
    if not multiline:
        return " ".join(text.split())
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def is_link(text: str) -> bool:
    """Say whether `text` is the address of a page on the web, one that every reader of addresses can take apart."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def whole(text: str | None) -> int | None:
    """Read a whole number that people or their browsers send; None when it is none, or larger than a column."""
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else None


# ---------------------------------------------------------------- found and compared

# Letters that Unicode does not take apart, as people type them without a special keyboard: the ʉ and ɨ of Wixárika
# as u, the saltillo of Nahuatl and every other apostrophe as one.
_PLAIN = str.maketrans("øłđħıɨʉꞌʼ’ʻ‘ʹ′´`", "oldhiuu'''''''''", "·")
# Wixárika is also written with "+" for that vowel: between consonants, or after one at the end of a word.
_VOWEL = re.compile(r"(?<=[b-df-hj-np-tv-z])\+(?=[b-df-hj-np-tv-z]|[^\w+]|$)")
_TOKEN = re.compile(r"[^\W_]+(?:['+][^\W_]+)*")
_AFTER = str.maketrans({"ñ": "n\uffff", "ʉ": "u\uffff", "ɨ": "u\uffff"})
_NUMBER = re.compile("[0-9]{1,9}")
_PLURAL = re.compile("(?<=..[cdjlnrsyz])es$|(?<=..[aeo])s$")
_AMERICAN = re.compile("[kw]|^tl|tl$|tz")
_KUNA = re.compile("(?<=...)kuna$")
_LONGEST_WORD = 64

# Function words, already folded; the subject of a proposal is never among them.
_FUNCTION_WORDS = """
    al algo algun alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos aqui asi aun
    aunque bien cada casi como con contra cual cuales cualquier cuando cuanto de debe deben del desde donde
    dos durante el ella ellas ellos en entre era eran eres es esa esas ese eso esos esta estaba estan estar
    estas este esto estos fue fueron ha haber habia hace hacer hacia han has hasta hay he incluso la las le
    les lo los mas me mediante mi mis mismo muchas mucho muchos muy nada ni ningun ninguna no nos nosotros
    nuestra nuestras nuestro nuestros nunca otra otras otro otros para pero poco por porque pueda puede
    pueden pues que quien quienes se segun sea sean ser si sido siempre siendo sin sino sobre son su sus tal
    tambien tan tanto te tener tenga ti tiene tienen toda todas todo todos traves tras tu tus un una unas
    uno unos usted ustedes va van vez ya yo
"""
_STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


def fold(text: str) -> str:
    """Return `text` for comparing: lower case, no accents, ñ as n, compatibility forms plain. Idempotent.

    The letters of American languages become those that people type without their keyboards: docs/languages.md.
    """
    folded = text
    while True:
        apart = unicodedata.normalize("NFKD", folded.casefold().translate(_PLAIN)).translate(_PLAIN)
        bare = _VOWEL.sub("u", "".join(letter for letter in apart if not unicodedata.combining(letter)))
        if bare == folded:
            return folded
        folded = bare


def sort_key(text: str) -> tuple[str, str, str]:
    """Return what a list of names and titles is sorted by, the same on every machine.

    First the letters: ñ after n, ʉ and ɨ after u, accents, apostrophes and marks of nasal vowels left out, digits
    by their value. Then accents, then case, small before capital (the levels of UTS #10, with the order of CLDR's es).
    """
    small = unicodedata.normalize("NFC", text.casefold()).translate(_AFTER)
    letters = re.sub("[^\\w\uffff ]+", "", fold(small).replace("-", " "))
    first = _NUMBER.sub(lambda found: found[0].zfill(9), " ".join(letters.split()))
    return first, unicodedata.normalize("NFD", text.casefold()), text.swapcase()


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Return the stem of a folded word: singular first, as Snowball parts "mujer" from "mujeres".

    Folding comes before stemming, so that a word typed without its accents takes the same path.
    Each word has a stemmer of its own: the library's keeps state, and threads would share it. Words that Spanish
    does not write so (kawsay, altepetl, wixarika) lose no more than a Spanish plural, or the -kuna of Kichwa.
    """
    if _AMERICAN.search(word):
        return _KUNA.sub("", _PLURAL.sub("", word))
    stem = str(SpanishStemmer().stemWord(_PLURAL.sub("", word)))
    # voz, voces: one sound, written z before a and o, c before e and i
    return f"{stem[:-1]}c" if stem.endswith("z") else stem


def stems(text: str) -> Counter[str]:
    """Count the stems of `text` that mean something: numbers, words of two letters and more.

    Apostrophes inside a word do not count: who has no saltillo leaves it out.
    """
    words = (word.replace("'", "")[:_LONGEST_WORD] for word in _TOKEN.findall(fold(text)) if word not in _STOP_WORDS)
    return Counter(_stem(word) for word in words if len(word) > 1 or word.isdigit())


def similarity(
    query: Mapping[str, int], docs: Iterable[tuple[int, Mapping[str, int]]], df: Mapping[str, int], n: int
) -> list[tuple[int, float]]:
    """Rank `docs` (id, stem counts) by TF-IDF cosine with `query`: (id, score), 0 < score <= 1, best first.

    `df` is the number of documents that hold each stem, `n` the number of documents in the whole collection.
    Term weight: (1 + ln tf) · ln(1 + n / df); Manning, Raghavan, Schütze, Introduction to IR, section 6.4.
    """

    def weigh(counts: Mapping[str, int]) -> dict[str, float]:
        return {term: (1 + log(tf)) * log(1 + n / max(df.get(term, 1), 1)) for term, tf in counts.items()}

    def norm(weights: Mapping[str, float]) -> float:
        return sqrt(sum(weight * weight for weight in weights.values()))

    n = max(n, 1)
    wanted = weigh(query)
    found = []
    for id, counts in docs:
        if wanted.keys().isdisjoint(counts):
            continue
        weights = weigh(counts)
        product = sum(weight * weights.get(term, 0.0) for term, weight in wanted.items())
        # Rounded so that equal texts tie exactly, whatever the order of their words.
        found.append((id, min(1.0, round(product / (norm(wanted) * norm(weights)), 9))))
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


# ---------------------------------------------------------------- shortened and quoted


def excerpt(text: str, length: int) -> str:
    """Return the beginning of `text` on one line, at most `length` characters, cut between words with "…"."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: max(length - 1, 0)]
    space = cut.rfind(" ")
    if line[len(cut)] != " " and space >= length // 2:
        cut = cut[:space]
    while cut and (unicodedata.combining(line[len(cut)]) or line[len(cut)] in "\u200d\ufe0f"):
        cut = cut[:-1]  # never part a letter from its mark, nor an emoji from its joiner
    return cut.rstrip(" ,;:.\u200d") + "…"


def slug(text: str, length: int = 60) -> str:
    """Return `text` for an address: a-z, 0-9 and hyphens, at most `length`; empty when none is left."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(text).replace("'", "")).strip("-")
    if len(words) <= length:
        return words
    head = words[: length + 1]
    return (head.rpartition("-")[0] or head[:length]).strip("-")


_WIDTHS = {"P": 4, "T": 3, "C": 2, "R": 2, "D": 3, "O": 3, "Q": 3, "M": 3, "A": 2}
_REFERENCE = re.compile(r"\s*([PTCRDOQMA])\s*[-–]?\s*([0-9]{1,9})\s*", re.IGNORECASE | re.ASCII)


def reference(kind: str, number: int) -> str:
    """Return what people quote: P-0123 (proposal), T-045 (theme), C-07 (commitment), R-12, D-031, M-012."""
    return f"{kind}-{number:0{_WIDTHS[kind]}d}"


def parse_reference(text: str) -> tuple[str, int] | None:
    """Read a reference however it was typed ("p-123", "P 0123", "p123"); None when it is none."""
    match = _REFERENCE.fullmatch(text)
    return (match[1].upper(), int(match[2])) if match and int(match[2]) else None
