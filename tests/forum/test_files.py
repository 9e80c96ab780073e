"""What people upload is typed by its content, made anew without hidden data, and served inert."""

import io
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from gacocrea.core.errors import Invalid
from gacocrea.core.files import BYTES_MAX, PIXELS_MAX, FileKind, clean_file
from gacocrea.core.terms import Phase, Role
from gacocrea.forum.models import Meeting, MeetingPicture
from gacocrea.progress.models import ProgressReport
from tests.browser import Browser
from tests.factories import make_forum, make_member
from tests.support import NOON
from tests.thread import STEP, Thread

SECRET = b"GPS 0.1807 S 78.4678 W"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    Image.new(mode, size, "red").save(out, kind, exif=exif)
    return out.getvalue()


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _number in range(pages):
            document.add_blank_page()
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.attachments["x.exe"] = b"MZ evil"
        document.docinfo["/Author"] = "Persona Reservada"
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_anew_without_what_was_hidden_in_it(kind: str) -> None:
    sent = picture(kind) + b"<script>alert(1)</script>"
    assert SECRET in sent
    made = clean_file(sent)
    assert made.kind is FileKind.PICTURE
    assert SECRET not in made.content
    assert b"<script>" not in made.content
    with Image.open(io.BytesIO(made.content)) as opened:
        assert (opened.format, opened.size, dict(opened.getexif())) == ("JPEG", (40, 30), {})


def test_a_picture_lies_the_way_it_was_taken_and_is_no_larger_than_a_screen() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (3200, 1600)).save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(clean_file(out.getvalue()).content)) as opened:
        assert opened.size == (800, 1600)


def test_a_pdf_keeps_its_pages_and_loses_what_runs_and_what_it_carries() -> None:
    made = clean_file(pdf(3))
    assert made.kind is FileKind.PDF
    for hidden in (b"app.alert", b"MZ evil", b"Persona Reservada"):
        assert hidden not in made.content
    with pikepdf.open(io.BytesIO(made.content)) as document:
        assert len(document.pages) == 3
        assert "/OpenAction" not in document.Root
        assert not document.attachments


def test_a_huge_picture_in_a_small_file_is_refused_before_it_is_unpacked() -> None:
    side = int(PIXELS_MAX**0.5) + 10
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(Invalid, match="file_large"):
        clean_file(out.getvalue())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file_kind"),
        (b"GIF89a<script>alert(1)</script>", "file_kind"),
        (b"PK\x03\x04", "file_kind"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "file_broken"),
        (picture()[:200], "file_broken"),
        (b"%PDF-1.7\nnada", "file_broken"),
        (bytes(BYTES_MAX + 1), "file_large"),
    ],
    ids=["empty", "svg", "gif", "zip", "png head", "half a jpeg", "pdf head", "large"],
)
def test_anything_else_is_refused_by_what_it_holds(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        clean_file(content)
    assert (refusal.value.field, refusal.value.code in (code, "file_kind", "file_broken")) == ("file", True)
    assert refusal.value.code == code or code == "file_broken"


@given(some.binary(max_size=200), some.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBP"]))
def test_no_bytes_do_more_than_being_refused(tail: bytes, head: bytes) -> None:
    with pytest.raises(Invalid):
        clean_file(head + tail)


def test_a_milestone_is_shown_by_a_file_that_is_served_inert(
    make: Callable[[Phase], Thread], browser: Callable[..., Browser]
) -> None:
    thread = make(Phase.IMPLEMENTATION)
    theme = thread.theme()
    thread.elect(theme)
    thread.draft(theme, milestones=(STEP,))
    member, said = browser(thread.core[0]), {"completion": "limited", "note": "Se firmó."}
    page = member.get("/ecuador/2026-2028/avance/C-01/1")
    nameless = member.submit(page, **said, file=(io.BytesIO(pdf()), "acta.pdf"))
    assert "Diga en pocas palabras qué muestra el archivo" in nameless.words
    assert thread.session.query(ProgressReport).count() == 0
    shown = member.submit(page, **said, file=(io.BytesIO(pdf()), "../../x.html"), alt="Acta <b>firmada</b>")
    assert "Acta <b>firmada</b> (PDF" in shown.words
    address = next(link for link in shown.links() if "/archivos/" in link)
    answer = browser().client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=\"archivo-")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert browser().client.get(address.replace(".pdf", ".jpg")).status_code == 404


def test_the_secretariat_publishes_a_picture_of_a_meeting_of_its_own_forum(
    session, browser: Callable[..., Browser]
) -> None:
    forum = make_forum(session)
    held = {"starts_at": NOON - timedelta(hours=3), "ends_at": NOON, "called_at": NOON - timedelta(days=9)}
    meeting = Meeting(forum_id=forum.id, number=1, title="La primera", place="Loja", **held)
    session.add(meeting)
    make_forum(session, "jalisco")
    session.commit()
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    page = secretary.get("/ecuador/secretaria/reuniones/R-01/fotografia")
    wrong = secretary.submit(page, file=(io.BytesIO(pdf()), "foto.jpg"), alt="La mesa")
    assert "Aquí va una fotografía" in wrong.words
    shown = secretary.submit(page, file=(io.BytesIO(picture("PNG")), "foto.png"), alt="La mesa de trabajo")
    image = shown.soup.select_one("figure img")
    assert image is not None
    assert image["alt"] == "La mesa de trabajo"
    assert browser().client.get(str(image["src"])).mimetype == "image/jpeg"
    assert browser().client.get(str(image["src"]).replace("ecuador", "jalisco")).status_code == 404
    assert session.query(MeetingPicture).filter_by(meeting_id=meeting.id).count() == 1
