"""The plan leaves as adopted once every proposal has its answer; as a draft it leaves before."""

from collections.abc import Callable

from gacocrea.commitments.models import Commitment, CommitmentStatus
from gacocrea.themes.models import Outcome
from tests.browser import Browser
from tests.thread import STEP, Thread, answer, make_proposal

FILE = "/ecuador/2026-2028/secretaria/plan.json"


def test_an_adopted_plan_waits_for_every_response(thread: Thread, browser: Callable[..., Browser]) -> None:
    theme = thread.theme(title="Obras a la vista")
    thread.elect(theme)
    thread.draft(theme, lead="Contratación", problem="Nadie sabe cuánto cuesta.", milestones=(STEP,))
    waiting = make_proposal(thread.session, thread.cycle, "Espera su respuesta")
    secretary = browser(thread.secretary)
    assert secretary.get(FILE).status == 200, "a draft leaves"
    for commitment in thread.session.query(Commitment):
        commitment.status = CommitmentStatus.ADOPTED
    thread.session.commit()
    refused = secretary.get(FILE)
    assert refused.status == 409
    assert "faltan 1" in refused.words
    answer(thread.session, waiting, Outcome.OTHER_BODY)
    thread.session.commit()
    assert secretary.get(FILE).status == 200
