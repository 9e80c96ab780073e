"""What every drawing keeps: it stands alone, it says what it shows, and its colours are those of the house."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gacocrea.web.charts import canvas

STYLE = Path(canvas.__file__).parents[1] / "static" / "css"


@given(st.text(), st.text(), st.text())
def test_whatever_people_wrote_a_drawing_is_well_formed_and_runs_nothing(
    title: str, desc: str, words: str
) -> None:
    drawn = canvas.figure(100, 50, title, desc, canvas.text(0, 10, words))
    tree = ET.fromstring(canvas.alone(drawn))
    assert {part.tag.rpartition("}")[2] for part in tree.iter()} == {"svg", "rect", "title", "desc", "text"}


def test_a_drawing_is_a_picture_with_a_name_and_a_finding() -> None:
    drawn = canvas.figure(100, 50, "Propuestas <por día>", "La mitad llegó en julio & agosto.")
    assert 'role="img"' in drawn
    assert (
        "<title>Propuestas &lt;por día&gt;</title><desc>La mitad llegó en julio &amp; agosto.</desc>" in drawn
    )


def test_a_shape_says_its_colour_to_the_style_sheet_and_to_the_printer() -> None:
    drawn = canvas.rect(0, 0, 10, 10, fill="strand", palette="ochre", stroke="ink")
    assert 'class="f-p s-ink p-ochre" fill="#B97A00" stroke="#2B1B2E"' in drawn


def test_what_is_no_palette_wears_the_colour_of_the_house_and_is_not_written_down() -> None:
    drawn = canvas.rect(0, 0, 10, 10, fill="strand", palette="\ufffe <x>")
    assert drawn == canvas.rect(0, 0, 10, 10, fill="strand")


def test_a_box_without_extent_is_not_drawn() -> None:
    assert canvas.rect(0, 0, 0, 10, fill="ink") + canvas.rect(0, 0, 10, -1, fill="ink") == ""


def test_the_printed_colours_are_those_of_the_light_page() -> None:
    style = (STYLE / "10-tokens.css").read_text("utf-8")
    said = {name: re.findall(rf"--{name}:(#\w+)", style)[:1] for name in canvas.COLOURS if name != "paper"}
    assert said == {name: [one] for name, one in canvas.COLOURS.items() if name != "paper"}


def test_the_style_sheet_knows_every_colour_that_a_drawing_asks_for() -> None:
    asked = "".join(path.read_text("utf-8") for path in Path(canvas.__file__).parent.glob("*.py"))
    style = (STYLE / "49-chart.css").read_text("utf-8")
    roles = {
        (side, role) for side, role in re.findall(r'\b(fill|stroke)="(\w+)"', asked) if role in canvas.ROLES
    }
    classes = {f".{side[0]}-{'p' if role == 'strand' else role}{{" for side, role in roles}
    assert {one for one in classes if one not in style} == set()
