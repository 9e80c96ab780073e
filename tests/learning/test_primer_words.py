"""The house's primer is short, plain and whole: measured, not promised."""

import re
from xml.etree import ElementTree as ET

import pytest

from gacocrea.learning.drawings import drawing
from gacocrea.learning.house import BY_KEY, CHAPTERS, GLOSSARY, KEYS, TERMS, HouseChapter
from gacocrea.learning.rules import RESERVED_KEYS, minutes_to_read

LINK = re.compile(r"\]\(([^)]*)\)")


def sentences(text: str) -> list[int]:
    """Return how many words each sentence has; a line of a list and what stands before a colon are sentences."""
    bare = LINK.sub("]", text)
    parts = re.split(r"(?<=[.?!:»])\s+|\n", re.sub(r"[*>\[\]#«»]|^- ", "", bare, flags=re.MULTILINE))
    return [len(part.split()) for part in parts if part.strip()]


def told(chapter: HouseChapter) -> str:
    return "\n\n".join((f"{chapter.title}.", chapter.lead, *chapter.paragraphs))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=KEYS)
def test_sentences_are_short(chapter: HouseChapter) -> None:
    lengths = sentences(told(chapter))
    assert sum(lengths) / len(lengths) < 14
    assert max(lengths) <= 25


def test_the_glossary_says_each_word_in_short_sentences() -> None:
    lengths = [length for term in GLOSSARY for length in sentences(term.meaning)]
    assert sum(lengths) / len(lengths) < 18
    assert max(lengths) <= 25


def test_all_of_it_is_read_in_a_few_minutes() -> None:
    assert sum(minutes_to_read(told(chapter)) for chapter in CHAPTERS) <= 10


@pytest.mark.parametrize("chapter", CHAPTERS, ids=KEYS)
def test_every_chapter_has_a_question_with_one_right_answer(chapter: HouseChapter) -> None:
    assert [answer.is_right for answer in chapter.answers].count(True) == 1
    assert len({answer.reply for answer in chapter.answers}) == 3


@pytest.mark.parametrize("chapter", CHAPTERS, ids=KEYS)
def test_a_link_of_a_chapter_leads_to_a_word_of_the_glossary_or_to_a_chapter(chapter: HouseChapter) -> None:
    for target in LINK.findall(told(chapter)):
        page, _hash, anchor = target.partition("#")
        assert (page == "glosario" and anchor in TERMS) or page in BY_KEY


def test_no_chapter_stands_on_an_address_beside_the_chapters() -> None:
    assert not set(KEYS) & RESERVED_KEYS
    assert len(set(KEYS)) == len(CHAPTERS)


@pytest.mark.parametrize("palettes", [[], ["blue"], ["blue", "brick", "ochre"], ["plum", "slate"] * 3])
@pytest.mark.parametrize("key", [*KEYS, "otro"])
def test_every_chapter_has_a_drawing_that_says_what_it_shows(key: str, palettes: list[str]) -> None:
    for done in (0.0, 0.5, 1.0):
        drawn = ET.fromstring(drawing(key, "Un hilo & un lazo", palettes=palettes, done=done))
        assert (drawn.get("role"), drawn.get("aria-label")) == ("img", "Un hilo & un lazo")
        assert len(drawn) > 0


def test_a_drawing_of_the_cycle_is_taut_as_far_as_the_cycle_has_come() -> None:
    dashed = [drawing("este-ciclo", "", done=done).count("stroke-dasharray") for done in (0.0, 0.5, 1.0)]
    assert dashed == [1, 1, 0]
