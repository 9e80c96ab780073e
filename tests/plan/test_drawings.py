"""The cycle in drawings, in every document: what they show is said in words, and the same plan draws the same."""

import io
import re
import zipfile
from dataclasses import replace

import pikepdf
from PIL import Image

from gacocrea.plan.docx import to_docx
from gacocrea.plan.odt import to_odt
from gacocrea.plan.paper.blocks import Picture
from gacocrea.plan.paper.chapters import on_paper
from gacocrea.plan.paper.html import to_html
from gacocrea.plan.pdf import to_pdf
from gacocrea.plan.pdf.press import painted
from tests.plan import plans

PLAN = plans.plan()


def pictures(plan=PLAN) -> list[Picture]:
    return [block for block in on_paper(plan, str).blocks if isinstance(block, Picture)]


def test_each_pillar_has_its_threads_and_its_vote() -> None:
    captions = [one.caption for one in pictures()]
    for pillar in PLAN.pillars:
        assert f"De las propuestas a los compromisos: {pillar.name}" in captions
        assert f"Temas priorizados: {pillar.name}" in captions
    assert "Propuestas por pilar" in captions


def test_before_the_vote_there_are_no_places_and_without_anything_no_chapter() -> None:
    assert not any("priorizados" in one.caption for one in pictures(replace(PLAN, polls=())))
    assert not pictures(plans.empty())
    assert "El ciclo en dibujos" not in to_html(plans.empty(), str).decode()


def test_every_proposal_of_the_plan_is_in_the_threads_of_its_pillar_once() -> None:
    for pillar in PLAN.pillars:
        asked = sum(row.pillar == pillar.ref for row in PLAN.proposals)
        told = next(one.told for one in pictures() if one.caption.endswith(f"compromisos: {pillar.name}"))
        assert told.startswith(f"{asked} propuestas")


def test_the_documents_say_in_words_what_each_drawing_shows() -> None:
    found = pictures()
    page = to_html(PLAN, str).decode()
    assert page.count('class="chart"') == len(found)
    assert page.count("<desc>") == len(found)
    assert "ns0:" not in page
    with zipfile.ZipFile(io.BytesIO(to_docx(PLAN, str))) as archive:
        body = archive.read("word/document.xml").decode()
        assert len([name for name in archive.namelist() if name.startswith("word/media/")]) == len(found) + 1
    assert len(re.findall(r'<wp:docPr [^>]*descr="[^"]+"', body)) == len(found) + 1
    frames = re.findall("<wp:inline [^>]*>", body)
    assert all(frame.count('="0"') == 4 for frame in frames), "a distance would move them over the margin"
    with zipfile.ZipFile(io.BytesIO(to_odt(PLAN, str))) as archive:
        assert archive.read("content.xml").decode().count("<svg:desc>") == len(found) + 1


def test_the_pdf_has_a_tagged_figure_with_its_words_for_each_drawing() -> None:
    with pikepdf.open(io.BytesIO(to_pdf(PLAN, str))) as pdf:
        told = [str(tag.Alt) for tag in pdf.objects if isinstance(tag, pikepdf.Dictionary) and "/Alt" in tag]
    for one in pictures():
        assert any(" ".join(one.told.split())[:40] in words.replace("\u200b", "") for words in told)


def test_a_picture_is_165_mm_wide_at_200_dots_and_small() -> None:
    found = pictures()
    made = painted([one.svg for one in found])
    assert made == painted([one.svg for one in found])
    assert sum(map(len, made)) < 60_000 * len(made)
    with Image.open(io.BytesIO(made[0])) as first:
        assert abs(first.width - 1299) <= 1
        assert abs(first.height / first.width - found[0].ratio) < 0.01


def test_a_drawing_higher_than_a_page_becomes_narrower() -> None:
    assert Picture("", "", "", 0.5).share == 1
    assert Picture("", "", "", 2.6).share == 0.5


def test_words_of_people_are_never_markup_in_a_drawing() -> None:
    evil = replace(
        PLAN, proposals=tuple(replace(row, outcome="</text><script>x</script>") for row in PLAN.proposals)
    )
    assert "<script" not in "".join(one.svg for one in pictures(evil))
