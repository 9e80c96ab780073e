"""Looks at a plan page by page: JSON in, a zip out with the picture (1.png…) and the words (1.txt…) of each page.

A program of its own, as the typesetter is, beside which it stands. What Typst sets is drawn, and nothing of it is run.
"""

from __future__ import annotations

import re
import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

sys.path.insert(0, str(Path(__file__).parent))

import pikepdf
import typesetter  # type: ignore[import-not-found]  # the program beside this one

_DOTS = 100.0  # in an inch: a page is 827 wide
_MOST = 150  # pages that are looked at
_SAID = re.compile(rb"/MCID \d+[^\n]*?BDC(.*?)EMC", re.DOTALL)
_MEANT = re.compile(rb"/Span<</ActualText<([0-9A-F]+)>>>BDC.*?EMC", re.DOTALL)
_LINE = re.compile(
    rb"/(?:MEANT<([0-9A-F]+)>|(f\d+) [0-9.]+ Tf[^\[(<]*(\[.*?\]TJ|(?:\((?:\\.|[^\\])*?\)|<[0-9A-Fa-f]*>)Tj))",
    re.DOTALL,
)
_MANY = re.compile(rb"<([0-9A-Fa-f]{4})> ?<([0-9A-Fa-f]{4})> ?<([0-9A-Fa-f]+)>")


def look(text: str, when: int) -> bytes:
    """Return the pages of a plan in JSON, dated `when`: at most 150."""
    data, content = typesetter.typeset_with(text, when)
    pictures = typesetter.pictures(data, _DOTS)
    packed = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf, ZipFile(packed, "w", ZIP_STORED) as archive:
        pages = zip(pdf.pages, pictures, strict=True)
        for number, (page, picture) in enumerate(list(pages)[:_MOST], 1):
            archive.writestr(ZipInfo(f"{number}.png"), picture)
            archive.writestr(ZipInfo(f"{number}.txt"), words_of(page))
    return packed.getvalue()


def words_of(page: pikepdf.Page) -> str:
    """Return what a page of Typst says, a paragraph or a cell on each line; what is mere decoration is left out."""
    fonts = {str(name)[1:]: _letters(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    text = _MEANT.sub(rb"/MEANT<\1>", page.Contents.read_bytes())
    found = []
    for inside in _SAID.findall(text):
        lines = [_line(fonts, line) for line in inside.split(b"\nET")]
        found.append(" ".join(" ".join(lines).split()))
    return "\n".join(filter(None, found))


def _line(fonts: dict[str, dict[int, str]], line: bytes) -> str:
    """Return what one line says: its letters, or what stands for them where the file says so."""
    return "".join(
        _letters_of(meant) if meant else "".join(_spelt(fonts[font.decode()], shown))
        for meant, font, shown in _LINE.findall(line)
    )


def _letters_of(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16", "replace").replace("\u200b", "")


def _spelt(letters: dict[int, str], shown: bytes) -> list[str]:
    given: Any = pikepdf.Object.parse(shown[:-2])
    parts = [given] if isinstance(given, pikepdf.String) else list(given)
    glyphs = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return [letters.get(int.from_bytes(glyphs[at : at + 2]), "") for at in range(0, len(glyphs), 2)]


def _letters(font: Any) -> dict[int, str]:
    """Return by glyph what it stands for."""
    table = font.ToUnicode.read_bytes()
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, letters in re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", block):
            found[int(glyph, 16)] = _letters_of(b"FEFF" + letters)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letters in _MANY.findall(block):
            start = int(letters, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(start + step)
    return found


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (typesetter.MEMORY, typesetter.MEMORY))
    sys.stdout.buffer.write(look(sys.stdin.buffer.read().decode(), int(sys.argv[1])))
