"""What the house's text is made of: plain values whose words wait for the catalogues."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One of three answers to a chapter's question, and what is said to whoever chooses it."""

    text: str
    is_right: bool
    reply: str


@dataclass(frozen=True)
class HouseChapter:
    """A chapter: its address, its words, paragraph by paragraph in Markdown, and a question to check oneself."""

    key: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    question: str
    answers: tuple[Answer, Answer, Answer]


@dataclass(frozen=True)
class Term:
    """A hard word in plain words. `key` is its anchor in the glossary."""

    key: str
    word: str
    meaning: str
