"""Files that people send: typed by what they hold, never by their name; made anew, bounded, nothing hidden inside.

A picture is decoded and written again as JPEG, a logo as PNG: its metadata (where and with what it was taken) and
whatever else was in the file are gone.
A PDF keeps its pages and loses what could run, other files inside it, and its metadata.
"""

import io
import warnings
from dataclasses import dataclass
from enum import StrEnum

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

from gacocrea.core.errors import Invalid

BYTES_MAX = 10 * 1024 * 1024
PIXELS_MAX = 24_000_000
PAGES_MAX = 500
SIDE = 1600
QUALITY = 82
LOGO_LEAST = 60
LOGO_SIDES = (720, 240)
LOGO_BYTES = 12_000
_PICTURES = ("JPEG", "PNG", "WEBP")
_RUNS = ("/OpenAction", "/AA", "/AcroForm", "/Collection", "/Metadata", "/PieceInfo")
_NAMES = ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations", "/Renditions")


class FileKind(StrEnum):
    """What a kept file is."""

    PICTURE = "jpg"
    LOGO = "png"
    PDF = "pdf"


@dataclass(frozen=True)
class CleanFile:
    """A file as it is kept."""

    kind: FileKind
    content: bytes


def clean_file(content: bytes) -> CleanFile:
    """Return what is kept of a file that somebody sent.

    Raises Invalid on "file": "file_large" beyond BYTES_MAX bytes, PIXELS_MAX pixels or PAGES_MAX pages, "file_kind"
    for anything but JPEG, PNG, WebP and PDF, "file_broken" for one that does not open.
    """
    if len(content) > BYTES_MAX:
        raise Invalid("file", "file_large")
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return CleanFile(FileKind.PDF, _pdf(content))
    return CleanFile(FileKind.PICTURE, _picture(content))


def clean_logo(content: bytes) -> Image.Image:
    """Return the drawing of a logo without the empty margin around it, no larger than LOGO_SIDES.

    Raises Invalid on "file" as `clean_file`, and "logo_small" below LOGO_LEAST points of height or without a drawing.
    """
    if len(content) > BYTES_MAX:
        raise Invalid("file", "file_large")
    picture = _opened(content)
    drawn = picture.crop(picture.getchannel("A").getbbox() or (0, 0, 1, 1))
    if drawn.height < LOGO_LEAST:
        raise Invalid("file", "logo_small", least=LOGO_LEAST)
    drawn.thumbnail(LOGO_SIDES)
    return drawn


def logo_file(drawn: Image.Image) -> CleanFile:
    """Return a logo as it is kept: few colours where many would weigh too much for a page."""
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    if out.tell() > LOGO_BYTES:
        out = io.BytesIO()
        drawn.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return CleanFile(FileKind.LOGO, out.getvalue())


def _picture(content: bytes) -> bytes:
    picture, out = _opened(content), io.BytesIO()
    picture.thumbnail((SIDE, SIDE))
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    paper.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    """Return a picture in full colour and as it lies, or refuse the file."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=_PICTURES) as opened:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if opened.width * opened.height > PIXELS_MAX:
                raise Invalid("file", "file_large")
            opened.draft("RGB", (2 * SIDE, 2 * SIDE))
            return ImageOps.exif_transpose(opened).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise Invalid("file", "file_large") from error
    except UnidentifiedImageError as error:
        raise Invalid("file", "file_kind") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Invalid("file", "file_broken") from error


def _pdf(content: bytes) -> bytes:
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.pages) > PAGES_MAX:
                raise Invalid("file", "file_large")
            _silence(document)
            document.save(out, fix_metadata_version=False)
    except pikepdf.PasswordError as error:
        raise Invalid("file", "file_broken") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError) as error:
        raise Invalid("file", "file_broken") from error
    return out.getvalue()


def _silence(document: pikepdf.Pdf) -> None:
    """Take out what could run, what is carried inside, and who made it."""
    for name in _RUNS:
        if name in document.Root:
            del document.Root[name]
    names = document.Root.get("/Names")
    for name in _NAMES:
        if isinstance(names, pikepdf.Dictionary) and name in names:
            del names[name]
    for page in document.pages:
        for name in ("/AA", "/Metadata", "/Annots"):
            if name in page:
                del page[name]
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
