"""What a reviewer would ask of a sheet, and what happens when a text leaves the theme that was voted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gacocrea.commitments import actions, queries
from gacocrea.commitments.forms import EXAMPLES, REMARKS
from gacocrea.commitments.models import REASON_MIN
from gacocrea.commitments.rules import (
    TEXTS,
    MilestoneWords,
    Sheet,
    drifts,
    is_ready,
    kept_words,
    number_remark,
    review,
)
from gacocrea.core.errors import Invalid
from tests.browser import Browser
from tests.support import NOON
from tests.thread import Thread

PLAN = (date(2027, 1, 1), date(2028, 12, 31))
STEP = MilestoneWords("Publicar los análisis", "Portal abierto con mapa", date(2027, 2, 1), date(2027, 8, 1))
WHOLE = Sheet(
    **{name: str(example) for name, example in EXAMPLES.items() if name in TEXTS},  # type: ignore[arg-type]
    starts_on=PLAN[0],
    ends_on=PLAN[1],
    milestones=(STEP,),
)
WHY = "La institución no tiene competencia sobre lo demás."


def codes(sheet: Sheet, **more: Any) -> list[tuple[str, str]]:
    return [(remark.part, remark.code) for remark in review(sheet, plan=PLAN, **more)]


def test_the_examples_beside_the_fields_leave_nothing_to_ask() -> None:
    assert codes(WHOLE) == []
    assert is_ready(WHOLE, plan=PLAN)


@pytest.mark.parametrize(
    ("change", "expected", "must"),
    [
        ({"brief": ""}, ("brief", "review_brief"), True),
        ({"lead": ""}, ("lead", "review_lead"), True),
        ({"support_civil_society": ""}, ("support_civil_society", "review_civil_society"), False),
        ({"ends_on": date(2030, 1, 1)}, ("ends_on", "review_outside_plan"), False),
        ({"problem": ""}, ("problem", "review_problem"), True),
        ({"causes": ""}, ("causes", "review_causes"), False),
        ({"problem": "Hay fallas."}, ("problem", "review_thin"), False),
        ({"solution": "Una feria gastronómica con música en vivo cada domingo."}, ("solution", "review_apart"), False),
        ({"results": "agua " * 251}, ("results", "review_long"), False),
        ({"accountability": ""}, ("accountability", "review_accountability"), False),
        ({"milestones": ()}, ("milestones", "review_no_milestones"), True),
        ({"milestones": (replace(STEP, output=""),)}, ("milestones", "review_no_product"), True),
        ({"milestones": (replace(STEP, output="Análisis publicar"),)}, ("milestones", "review_same_product"), False),
        ({"milestones": (replace(STEP, ends_on=date(2029, 5, 1)),)}, ("milestones", "review_milestone_outside"), True),
        ({"starts_on": date(2027, 3, 1)}, ("milestones", "review_milestone_beyond"), False),
    ],
)  # fmt: skip
def test_each_gap_is_one_remark_and_a_wall_only_where_the_template_demands_it(
    change: dict[str, Any], expected: tuple[str, str], must: bool
) -> None:
    sheet = replace(WHOLE, **change)
    assert codes(sheet) == [expected]
    assert is_ready(sheet, plan=PLAN) is not must


def test_a_value_that_does_not_apply_is_none() -> None:
    sheet = replace(WHOLE, transparency="No aplica", accountability="", participation="N/A")
    assert ("transparency", "review_no_value") in codes(sheet)
    assert not is_ready(sheet, plan=PLAN)


def test_a_plan_of_five_to_fifteen_commitments_is_as_advised() -> None:
    assert [number_remark(number) for number in (4, 5, 15, 16)] == ["review_few", None, None, "review_many"]


def test_a_text_follows_its_theme_while_it_says_half_of_its_words() -> None:
    theme = "Análisis del agua potable por barrio, publicados cada mes"
    assert kept_words(WHOLE, theme) > 0.8
    assert not drifts(WHOLE, [theme])
    assert drifts(WHOLE, [theme, "Parques infantiles con juegos y sombra en todas las plazas"])
    assert codes(WHOLE, voted=["Parques con juegos y sombra"])[0] == ("name", "review_drift")


words = some.text("áeiñ lmpr.,", max_size=60)


@given(some.fixed_dictionaries({name: words for name in EXAMPLES if name in TEXTS if name != "name"}), words)
def test_every_remark_has_its_sentence_and_names_a_field_that_is_there(
    texts: dict[str, str], voted: str
) -> None:
    sheet = replace(replace(WHOLE, starts_on=PLAN[0] - timedelta(days=1)), **cast("dict[str, Any]", texts))
    for remark in review(sheet, plan=PLAN, voted=[voted]):
        assert REMARKS[remark.code] % remark.facts
        assert hasattr(sheet, remark.part)
    assert 0 <= kept_words(sheet, voted) <= 1


def test_leaving_the_voted_theme_asks_once_for_a_public_reason(
    thread: Thread, browser: Callable[..., Browser]
) -> None:
    theme = thread.theme(title="Parques con juegos y sombra")
    thread.elect(theme)
    commitment = thread.draft(theme)
    member = browser(thread.core[0])
    edit = member.get("/ecuador/2026-2028/compromisos/C-01/editar")
    away = {"name": "Calidad del agua por barrio", "brief": "Publicar los análisis de cada mes."}
    refused = member.submit(edit, **away)
    assert refused.status == 422
    assert "El texto se aparta del tema que se votó." in refused.words
    assert "Publicar los análisis de cada mes." in refused.words
    assert queries.left_theme(thread.session, commitment) is None
    saved = member.submit(refused, reason=WHY)
    assert "Por qué se aparta del tema votado" in saved.words
    assert WHY in saved.words
    later = member.submit(member.get(f"{saved.path}/editar"), problem="Nadie sabe si se puede beber.")
    assert "Quedó guardada la versión 3." in later.words
    assert WHY in later.words


def test_a_reason_of_a_few_letters_is_none(thread: Thread) -> None:
    theme = thread.theme(title="Parques con juegos y sombra")
    thread.elect(theme)
    commitment = thread.draft(theme)
    sheet = replace(queries.sheet_of(commitment), name="Otra cosa", brief="Del todo distinta")
    facts: dict[str, Any] = {"actor": thread.member(), "cycle": thread.cycle, "commitment": commitment}
    with pytest.raises(Invalid, match="drift_unexplained"):
        actions.save(
            thread.session,
            **facts,
            sheet=sheet,
            seen_version=1,
            reason="x" * (REASON_MIN - 1),
            now=NOON,
        )
