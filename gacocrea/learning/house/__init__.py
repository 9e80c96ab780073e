"""The house's own text of the primer and its glossary: Spanish sources of the catalogues. A forum may say it anew."""

from gacocrea.learning.house.chapters import CHAPTERS
from gacocrea.learning.house.glossary import GLOSSARY
from gacocrea.learning.house.parts import Answer, HouseChapter, Term

BY_KEY = {chapter.key: chapter for chapter in CHAPTERS}
KEYS = tuple(BY_KEY)
TERMS = {term.key: term for term in GLOSSARY}

__all__ = ["BY_KEY", "CHAPTERS", "GLOSSARY", "KEYS", "TERMS", "Answer", "HouseChapter", "Term"]
