"""What can be shared: its name, where it is, and its short address. What the public does not see is no thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.commitments import queries as commitments
from gacocrea.commitments.models import Commitment, CommitmentStatus
from gacocrea.core.errors import NotThere
from gacocrea.core.text import excerpt, parse_reference, reference
from gacocrea.cycle.forms import phase_sentence, phase_title
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.cycle.place import cycle_if_any, this_cycle
from gacocrea.cycle.rules import phase_asked
from gacocrea.cycle.tongues import told
from gacocrea.forum.place import this_forum
from gacocrea.learning import queries as courses
from gacocrea.learning.models import Course
from gacocrea.proposals import queries as proposals
from gacocrea.proposals.models import PUBLIC, Proposal
from gacocrea.sharing.rules import Short
from gacocrea.themes import queries as themes
from gacocrea.themes.models import Theme
from gacocrea.voting import queries as voting
from gacocrea.voting.queries import Result
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.labels import label
from gacocrea.web.reading import language
from gacocrea.web.text import day

ABOUT_MAX = 200
PAGES = {"P": "proposals.show", "T": "themes.show", "C": "commitments.show"}
"""By kind of reference its page, which takes `ref`."""
CYCLE = "ciclo"
RESULT = "resultado-"


@dataclass(frozen=True)
class Thing:
    """Something to share. Its picture and its poster go by `name`; `row` is what it was read from."""

    name: str
    what: str
    title: str
    about: str
    path: str
    short: Short
    pillar: Pillar | None = None
    row: Any = None

    @property
    def url(self) -> str:
        """Its address as others know it."""
        return application().settings.public_url + self.path

    @property
    def short_url(self) -> str:
        return application().settings.public_url + self.short.path

    @property
    def card(self) -> str:
        """The card of it that other sites can show; "" when there is none."""
        if self.name == CYCLE:
            return "avance"
        return (
            self.name
            if self.name.startswith(RESULT)
            else f"compromiso-{self.name}"
            if self.short.kind == "C"
            else ""
        )

    @property
    def code(self) -> str:
        """What its QR code says: in capitals, which make a smaller one and lead to the same place."""
        plain = (
            urlsplit(self.short_url).path == self.short.path
        )  # else the site stands in a folder of another
        return self.short_url.upper() if plain else self.short_url

    @property
    def picture_url(self) -> str:
        """The address of its picture, in the language of this page."""
        endpoint = "sharing.forum_picture" if self.short.is_forum else "sharing.picture"
        path = url_for(endpoint, name=self.name, idioma=language())
        return application().settings.public_url + path

    @property
    def spoken(self) -> str:
        """Its short address as one writes it on a wall."""
        return spoken(self.short_url)


def spoken(url: str) -> str:
    """Return an address without what nobody says aloud."""
    return urlsplit(url)._replace(scheme="").geturl().removeprefix("//")


def of_proposal(proposal: Proposal) -> Thing | None:
    """Return a proposal; None when it was withdrawn or hidden."""
    if proposal.status not in PUBLIC or not proposal.number:
        return None
    ref, pillar = reference("P", proposal.number), _pillar(proposal.pillar_id)
    what, url = _("Propuesta %(ref)s", ref=ref), url_for("proposals.show", ref=ref)
    about = excerpt(proposal.solution, ABOUT_MAX)
    return Thing(ref, what, proposal.title, about, url, _in_cycle("P", proposal.number), pillar, proposal)


def of_theme(theme: Theme) -> Thing:
    """Return a theme, also one that went into another: its page says so."""
    ref = reference("T", theme.number)
    what, url = _("Tema %(ref)s", ref=ref), url_for("themes.show", ref=ref)
    about = excerpt(told(theme, "summary"), ABOUT_MAX)
    return Thing(
        ref,
        what,
        told(theme, "title"),
        about,
        url,
        _in_cycle("T", theme.number),
        _pillar(theme.pillar_id),
        theme,
    )


def of_commitment(commitment: Commitment) -> Thing | None:
    """Return a commitment; None when it was withdrawn from the draft."""
    if commitment.status is CommitmentStatus.WITHDRAWN:
        return None
    ref, pillar = reference("C", commitment.number), _pillar(commitment.pillar_id)
    what, url = _("Compromiso %(ref)s", ref=ref), url_for("commitments.show", ref=ref)
    about = excerpt(told(commitment, "brief") or commitment.solution or pillar.name, ABOUT_MAX)
    return Thing(
        ref, what, told(commitment, "name"), about, url, _in_cycle("C", commitment.number), pillar, commitment
    )


def of_result(pillar: Pillar) -> Thing | None:
    """Return the result of a pillar; None for everybody until it is published."""
    poll = voting.poll_of(db.session(), this_cycle().id, pillar.id)
    result = voting.results(db.session(), poll) if poll else None
    if result is None:
        return None
    url = url_for("results.show", pillar=pillar.key)
    short = _in_cycle("V", pillar.position)
    about = ", ".join(line.title for line in result.taken_up)
    title = result_title(result)
    return Thing(
        RESULT + pillar.key, _("Resultado"), title, excerpt(about, ABOUT_MAX), url, short, pillar, result
    )


def result_title(result: Result) -> str:
    """Return what became of the vote in one line."""
    taken = len(result.taken_up)
    if not taken:
        return str(_("Ningún tema fue elegido"))
    return str(ngettext("Un tema será compromiso", "%(num)d temas serán compromisos", taken))


def of_cycle(cycle: Cycle) -> Thing:
    """Return a cycle: what one can do in it now."""
    phase = phase_asked(cycle.moment(now()))
    title, about = phase_title(phase), phase_sentence(phase, cycle)
    return Thing(
        CYCLE,
        cycle.title,
        title,
        about,
        url_for("cycle.show"),
        Short(is_forum=False, place=cycle.id),
        row=cycle,
    )


def of_course(course: Course) -> Thing | None:
    """Return a course or workshop that was announced; None when it was cancelled."""
    if course.announced_at is None or course.cancelled_at is not None:
        return None
    ref, short = (
        reference("A", course.number),
        Short(is_forum=True, place=course.forum_id, kind="A", number=course.number),
    )
    what, about = f"{label(course.kind)} {ref}", excerpt(course.text, ABOUT_MAX)
    return Thing(ref, what, course.title, about, url_for("courses.show", code=ref), short, row=course)


def course_named(name: str) -> Thing:
    """Return a course of this forum by its reference. Raises NotThere, also when it is not announced or cancelled."""
    parsed = parse_reference(name)
    if parsed is None or name != reference(*parsed) or parsed[0] != "A":
        raise NotThere
    found = of_course(courses.course_of(db.session(), this_forum(), parsed[1]))
    if found is None:
        raise NotThere
    return found


def open_now(cycle: Cycle) -> list[tuple[str, str]]:
    """Return the phases that are open, each with the last day on which it is; of a cycle between two phases nothing."""
    moment = cycle.moment(now())
    return [
        (str(label(one.phase)), _("Hasta el %(date)s.", date=day(one.closes_at - timedelta(microseconds=1))))
        for one in moment.windows
        if one.holds(moment.now)
    ]


def named(name: str) -> Thing:
    """Return a thing of this cycle by its name. Raises NotThere, also for what is not public (any more)."""
    parsed = parse_reference(name)
    if this_cycle().published_at is None:
        raise NotThere
    if parsed is not None and name == reference(*parsed):
        found = _numbered(*parsed)
    elif name.startswith(RESULT) and (pillar := this_cycle().pillar(name.removeprefix(RESULT))):
        found = of_result(pillar)
    else:
        found = of_cycle(this_cycle()) if name == CYCLE else None
    if found is None:
        raise NotThere
    return found


def _numbered(kind: str, number: int) -> Thing | None:
    session, cycle_id = db.session(), this_cycle().id
    if kind == "P":
        proposal = proposals.find(session, cycle_id=cycle_id, number=number)
        return of_proposal(proposal) if proposal else None
    if kind == "C":
        commitment = commitments.find(session, cycle_id, number)
        return of_commitment(commitment) if commitment else None
    try:
        return of_theme(themes.find_theme(session, cycle_id, number)) if kind == "T" else None
    except NotThere:
        return None


def at_page(endpoint: str | None, values: dict[str, Any]) -> Thing | None:
    """Return what a page is about, by its address; None for the pages that are about nothing in particular."""
    cycle = cycle_if_any()
    if endpoint == "courses.show":
        return _course_at(str(values.get("code", "")))
    if cycle is None or cycle.published_at is None:
        return None
    if endpoint in PAGES.values():
        parsed = parse_reference(str(values.get("ref", "")))
        return _numbered(*parsed) if parsed and PAGES.get(parsed[0]) == endpoint else None
    if endpoint == "results.show" and (pillar := cycle.pillar(str(values.get("pillar", "")))):
        return of_result(pillar)
    return of_cycle(cycle) if endpoint in ("cycle.show", "home.forum") else None


def _course_at(code: str) -> Thing | None:
    parsed = parse_reference(code)
    try:
        return course_named(reference(*parsed)) if parsed else None
    except NotThere:
        return None


def _pillar(pillar_id: int) -> Pillar:
    return next(pillar for pillar in this_cycle().pillars if pillar.id == pillar_id)


def _in_cycle(kind: str, number: int) -> Short:
    return Short(is_forum=False, place=this_cycle().id, kind=kind, number=number)
