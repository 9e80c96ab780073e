"""The flow keeps its order whatever comes: no words over others, nothing lost, nothing outside its box."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gacocrea.web.charts import canvas
from gacocrea.web.charts.flow import LINES_MOST, Flow, Goal, Source, State, Strand, alone
from gacocrea.web.charts.flow_drawn import flow_svg, stitch
from gacocrea.web.charts.loom import PAPER, WIDE, Drawing, Frame, Label, laid_out, spread
from gacocrea.web.charts.words import fitted, width_of, wrapped

WORDS = st.sampled_from(["", "a", "Tema corto", "mW" * 70, "palabra " * 18, "漢字の題 " * 12, "Ññ, Á: " * 20])
STATES: list[State] = ["kept", "ahead", "open", "ended"]


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    keys = [f"C-{number:02}" for number in range(draw(st.integers(0, 12)))]
    goals = [Goal(key, draw(WORDS), "green", draw(st.sampled_from(STATES)), draw(WORDS)) for key in keys]
    goal = st.sampled_from(["", *keys])
    strand = st.builds(
        Strand,
        WORDS,
        st.integers(0, 5000),
        st.sampled_from(STATES),
        st.sampled_from(["", "12", "3\u202f912", "9" * 70]),
        goal,
    )
    source = st.builds(Source, WORDS, st.just("blue"), WORDS, st.lists(strand, max_size=14).map(tuple))
    heads = draw(
        st.sampled_from(
            [(), (("10\u202f000", "propuestas"), ("40", "temas, 9 elegidos"), ("9", "compromisos"))]
        )
    )
    return Flow(heads, tuple(draw(st.lists(source, max_size=5))), tuple(goals), "boletas")


def check(flow: Flow, frame: Frame) -> Drawing:
    """Hold what every drawing of a flow keeps."""
    drawing = laid_out(flow, frame)
    for one, other in combinations(drawing.labels, 2):
        assert not overlap(one, other), (one, other)
    for label in drawing.labels:
        left, top, right, bottom = label.box
        assert min(left, top) >= 0, label
        assert right <= drawing.width, label
        assert bottom <= drawing.height, label
        assert width_of(label.text, label.size, bold=label.bold) <= label.width + 0.01, label
    for mark in drawing.marks:
        assert mark.radius <= mark.y <= drawing.height - mark.radius
        assert mark.radius <= mark.x <= drawing.width - mark.radius
    for line in drawing.lines:
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in (line.start, line.end))
    return drawing


def overlap(one: Label, other: Label) -> bool:
    a, b = one.box, other.box
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@settings(max_examples=25, deadline=None)
@given(flows(), st.sampled_from([WIDE, PAPER]))
def test_no_two_labels_overlap_and_nothing_leaves_its_box(flow: Flow, frame: Frame) -> None:
    drawing = check(flow, frame)
    goals = {strand.goal for source in flow.sources for strand in source.strands} - {""}
    assert len(drawing.marks) == sum(len(source.strands) for source in flow.sources) + len(flow.goals)
    assert {goal.key for goal in flow.goals} >= goals


@settings(max_examples=15, deadline=None)
@given(flows())
def test_each_strand_with_a_proposal_has_a_line_and_the_counts_add_up(flow: Flow) -> None:
    drawing = laid_out(flow)
    thin = [line for line in drawing.lines if line.weight < 2]
    wanted = [
        max(1, round(strand.count / flow.per)) if strand.count else 0
        for source in flow.sources
        for strand in source.strands
    ]
    assert len(thin) == sum(wanted)
    numbers = [
        int(label.text.replace("\u202f", ""))
        for label in drawing.labels
        if label.end and label.x < WIDE.bend / 2
    ]
    assert sum(numbers) == sum(source.count for source in flow.sources)


def many(proposals: int, themes: int, commitments: int) -> Flow:
    """Return a flow of four pillars in which the counts add up to `proposals`."""
    each, rest = divmod(proposals, themes)
    name = "Un compromiso con un nombre bastante largo"
    goals = tuple(
        Goal(f"C-{n:02}", f"C-{n:02}. {name}", "blue", "kept", "1 de 4 hitos") for n in range(commitments)
    )
    strands = [
        Strand(f"Un tema que tiene un título tan largo como los que escribe la gente {n}", each + (n < rest),
               "kept" if n < commitments else "ended", "3\u202f912", goals[n].key if n < commitments else "")
        for n in range(themes)
    ]  # fmt: skip
    return Flow(
        ((str(proposals), "propuestas"), (str(themes), "temas"), (str(commitments), "compromisos")),
        tuple(
            Source(f"Pilar {n}", "blue", "17 en línea, 5 en talleres", tuple(strands[n::4])) for n in range(4)
        ),
        goals,
        "boletas",
    )


@pytest.mark.parametrize(
    ("proposals", "themes", "commitments", "per"), [(85, 37, 8, 1), (450, 40, 15, 5), (10_000, 40, 30, 100)]
)
def test_it_stays_legible_with_few_and_with_ten_thousand(
    proposals: int, themes: int, commitments: int, per: int
) -> None:
    flow = many(proposals, themes, commitments)
    drawing = check(flow, WIDE)
    assert sum(source.count for source in flow.sources) == proposals
    assert flow.per == per
    assert sum(line.weight < 2 for line in drawing.lines) <= LINES_MOST + themes
    assert min(label.size for label in drawing.labels) >= 11
    assert drawing.height < 2200


@pytest.mark.parametrize("place", range(4))
def test_a_pillar_by_itself_has_its_own_goals_alone(place: int) -> None:
    flow = many(450, 40, 15)
    one = alone(flow.sources[place], flow)
    check(one, PAPER)
    assert {goal.key for goal in one.goals} == {strand.goal for strand in one.sources[0].strands} - {""}


@given(st.lists(st.tuples(st.floats(-50, 900), st.floats(1, 80)), max_size=20))
def test_boxes_keep_their_order_and_do_not_touch(boxes: list[tuple[float, float]]) -> None:
    starts = spread([want for want, _high in boxes], [high for _want, high in boxes], 10)
    assert all(start >= 10 for start in starts)
    for (one, (_want, high)), (other, _box) in pairwise(zip(starts, boxes, strict=True)):
        assert one + high <= other + 1e-6


def test_a_box_alone_stands_where_it_wants() -> None:
    assert spread([5, 100, 300], [40, 40, 40], 10) == [10, 100, 300]


def test_what_is_promised_is_basted_and_what_ends_ends_in_a_ring() -> None:
    goals = (Goal("C-01", "Hecho", "blue", "kept"), Goal("v", "Votación", "blue", "ahead"))
    strands = (
        Strand("Uno", 2, "kept", "", "C-01"),
        Strand("Dos", 1, "ahead", "", "v"),
        Strand("Tres", 1, "ended"),
    )
    drawn = flow_svg(Flow((), (Source("Pilar", "blue", "", strands),), goals), "Flujo", "Dice")
    assert len(re.findall("stroke-dasharray", drawn)) == 2  # under the theme, and on to its goal
    assert len(re.findall(r'<circle[^>]*fill="#FFFFFF"', drawn)) == 1
    assert "stroke-dasharray" not in stitch(3, "kept", "blue")


def test_on_paper_a_title_goes_on_in_a_second_and_a_third_line_and_every_word_is_there() -> None:
    title = "Obra pública a la vista: contrato, planillas, fotos con fecha y cargo responsable"
    for goal in ("", "C-01"):
        strands = (Strand(title, 3, "kept", "346", goal), Strand("Otro", 1, "ended"))
        goals = (Goal("C-01", title, "blue", "kept"),) if goal else ()
        drawing = check(Flow((), (Source("", "blue", "", strands),), goals, "Votos"), PAPER)
        lines = [one.text for one in drawing.labels if PAPER.knot + 10 < one.x < PAPER.bend and not one.end]
        assert " ".join(lines).replace(" Otro", "") == title


@settings(max_examples=8, deadline=None)
@given(flows())
def test_the_drawing_is_well_formed_and_always_the_same(flow: Flow) -> None:
    drawn = flow_svg(flow, "De las propuestas a los compromisos", "Dice")
    ET.fromstring(canvas.alone(drawn))
    assert drawn == flow_svg(flow, "De las propuestas a los compromisos", "Dice")


@settings(max_examples=40)
@given(st.text("abc mWñ ,ÁÑ漢", max_size=90), st.floats(30, 300))
def test_words_fit_the_room_that_they_are_given(text: str, room: float) -> None:
    assert width_of(fitted(text, room, 13), 13) <= room or not fitted(text, room, 13)
    assert len(wrapped(text, room, 13, most=3)) <= 3
    assert fitted("Corto", 300, 13) == "Corto"
