"""Every word that is said, in the interface and in the papers of the house, and what hunspell thinks of it.

`python -m tests.house.spelling` says what would have to be corrected; after a good look, the same with `take`
takes the rest into words/*.txt.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from tests.house.test_catalogues import read_catalogue
from tests.house.tree import ROOT
from tests.house.usted import familiar, forms
from tests.needs import DICTIONARIES

WORDS = Path(__file__).with_name("words")
SPANISH_PAPERS = {"identidad.md", "voto.md"}
TABLES_OF_NAMES = {"datos-personales.md", "glossary.md"}
"""Papers in several languages at once, most of them names: their words are checked where they are said."""
NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|%\(\w+\)[a-z]|\{\w*\}|<[^<>]+>|\]\([^)]*\)|\w+://\S*|\S+@\S+|&\w+;"  # marks and addresses
    r"|\S*[\w/]\.\w{2,5}\b|(?<!\w)/[\w/…<>-]+|\w*[\d_]\w*|#[\w-]+",  # files, paths, numbers, names in code
    re.DOTALL,
)
QUOTED = re.compile(r"(?<![*\w])\*[^*]{1,200}\*(?!\*)|«[^»]*»|\"[^\"\n]*\"")
"""What English papers quote: words of the interface, in Spanish."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def words_in(texts: Iterable[str]) -> set[str]:
    """Return the words of the texts; abbreviations in capitals are left out, code and addresses too."""
    found = {word.replace("’", "'") for text in texts for word in WORD.findall(NOT_PROSE.sub(" ", text))}
    return {word for word in found if len(word) > 1 and not word.isupper() and not camel(word)}


def camel(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:])


ACUTE = str.maketrans("áéíóú", "aeiou")
ENCLITIC = re.compile(r"(?:se)?(?:l[aeo]s?|me|nos|se|te)$")


def strange(words: Iterable[str], language: str) -> set[str]:
    """Return the words that are spelled wrong, or that the dictionary of a language does not know.

    In Spanish a verb may carry its pronouns: "descárguelo" is "descargue" and "lo", "deshacerlo" is "deshacer".
    """
    found = unknown(words, language)
    verbs = {word: base for word in found if language == "es" and (base := verb_in(word))}
    lost = unknown(verbs.values(), language)
    return found - {word for word, base in verbs.items() if base not in lost}


def verb_in(word: str) -> str:
    """Return the verb of a word that may carry pronouns, without the accent that they bring; "" for others."""
    base = ENCLITIC.sub("", word.casefold())
    bare = base.translate(ACUTE)
    return bare if base != word.casefold() and (bare != base or bare.endswith("r")) else ""


def unknown(words: Iterable[str], language: str) -> set[str]:
    """Return the words that the dictionary of a language does not know."""
    asked = "\n".join(sorted(words))
    answer = subprocess.run(
        ["hunspell", "-d", DICTIONARIES[language], "-i", "utf-8", "-l"],
        input=asked, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return set(answer.stdout.split())


def own_words(language: str) -> list[str]:
    return (WORDS / f"{language}.txt").read_text("utf-8").splitlines()


def everything_said(folder: Path) -> dict[str, list[str]]:
    """Return by language the sources of today (gathered in `folder`), their translations, and the papers."""
    pot = folder / "messages.pot"
    subprocess.run([ROOT / "tools" / "catalogues", "extract", pot], check=True, capture_output=True)
    docs = (path for path in sorted((ROOT / "docs").rglob("*.md")) if path.name not in TABLES_OF_NAMES)
    papers = [*sorted(ROOT.glob("*.md")), *docs]
    spanish = [path.read_text("utf-8") for path in papers if path.name in SPANISH_PAPERS]
    english = [QUOTED.sub(" ", path.read_text("utf-8")) for path in papers if path.name not in SPANISH_PAPERS]
    sources = [form for message in read_catalogue(pot) if message.id for form in forms(message.id)]
    return {
        "es": [*sources, *said_in(familiar().values()), *spanish],
        "en": said_in(translated("en")) + english,
        "pt": said_in(translated("pt")),
    }


def translated(language: str) -> Catalog:
    return read_catalogue(ROOT / "translations" / language / "LC_MESSAGES" / "messages.po")


def said_in(catalogue: Iterable[Message]) -> list[str]:
    return [form for message in catalogue if message.id for form in forms(message.string)]


def judged(said: dict[str, list[str]], language: str) -> tuple[list[str], list[str]]:
    """Return the words to be corrected or taken in, and the own words that nobody needs any more."""
    own = {word.casefold() for word in own_words(language)}
    found = strange(words_in(said[language]), language)
    used = {word.casefold() for word in found}
    return sorted(word for word in found if word.casefold() not in own), sorted(own - used)


def take(language: str, new: Iterable[str], gone: Iterable[str]) -> None:
    """Take words into the list of a language, and drop those that nobody needs."""
    kept = [word for word in own_words(language) if word.casefold() not in set(gone)]
    words = {
        word.casefold(): word for word in sorted([*kept, *new])
    }  # small letters win over a sentence's beginning
    (WORDS / f"{language}.txt").write_text(
        "\n".join(sorted(words.values(), key=str.casefold)) + "\n", "utf-8"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        said = everything_said(Path(place))
    for code in sorted(DICTIONARIES):
        new, gone = judged(said, code)
        print(f"{code}: {' '.join(new) or 'all known'}; not needed: {' '.join(gone) or 'none'}")
        if "take" in sys.argv:
            take(code, new, gone)
