"""The threads of a cycle in words, ready to be drawn."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.commitments.models import CommitmentStatus
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.cycle.tongues import told
from gacocrea.openness.queries import Bundle, Weave, Weft
from gacocrea.progress.queries import CommitmentStanding
from gacocrea.proposals.models import Origin
from gacocrea.web.charts.flow import Flow, Goal, Source, State, Strand
from gacocrea.web.labels import label
from gacocrea.web.text import number, ref


def flow_of(weave: Weave, cycle: Cycle) -> Flow:
    """Return the whole cycle as it is drawn: every theme, every reason, every commitment."""
    pairs = list(zip(cycle.pillars, weave.bundles, strict=True))
    return Flow(
        heads_of(weave),
        tuple(
            Source(told(pillar, "name"), pillar.palette, _came(bundle), tuple(_strands(bundle)))
            for pillar, bundle in pairs
        ),
        (*_goals(weave, cycle), *(goal for pair in pairs for goal in _ahead(*pair))),
        unit=_("boletas"),
    )


def gist_of(weave: Weave, cycle: Cycle) -> Flow:
    """Return the cycle in a few threads for each pillar: how many themes go on, end, or wait, and where they lead."""
    pairs = list(zip(cycle.pillars, weave.bundles, strict=True))
    sources, goals = [], []
    for pillar, bundle in pairs:
        strands = tuple(_gathered(pillar, bundle))
        sources.append(Source(told(pillar, "name"), pillar.palette, _came(bundle), strands))
        goals += [*_promised(pillar, weave), *_ahead(pillar, bundle)]
    leads = {strand.goal for source in sources for strand in source.strands}
    return Flow(heads_of(weave), tuple(sources), tuple(goal for goal in goals if goal.key in leads))


def _gathered(pillar: Pillar, bundle: Bundle) -> Iterator[Strand]:
    """Yield the themes of a pillar together, by what follows from them, and its proposals in no theme."""
    found: dict[tuple[State, str], list[Weft]] = {}
    for weft in bundle.wefts:
        state, goal = _leads(weft)
        key = (state, f"made-{pillar.id}") if goal.startswith("C-") else (state, goal)
        found.setdefault(key, []).append(weft)
    for (state, goal), wefts in found.items():
        many = len(wefts)
        title = {
            "kept": ngettext("%(num)d tema elegido", "%(num)d temas elegidos", many),
            "ahead": ngettext("%(num)d tema sigue", "%(num)d temas siguen", many),
            "ended": ngettext("%(num)d tema no elegido", "%(num)d temas no elegidos", many),
        }[state]
        yield Strand(title, sum(weft.proposals for weft in wefts), state, goal=goal)
    if (waiting := bundle.without[None]) > 0:
        yield Strand(_("Esperan respuesta"), waiting, "open")
    if answered := bundle.without.total() - waiting:
        yield Strand(_("Respondidas sin entrar en un tema"), answered, "ended")


def _promised(pillar: Pillar, weave: Weave) -> Iterator[Goal]:
    """Yield the commitments of the pillar together."""
    rows = [row for row in weave.commitments if row.commitment.pillar_id == pillar.id]
    made = [row for row in rows if row.commitment.status is not CommitmentStatus.WITHDRAWN]
    adopted = any(row.commitment.status is CommitmentStatus.ADOPTED for row in made)
    steps, done = sum(len(row.milestones) for row in made), sum(row.done for row in made)
    note = (
        ngettext("%(done)s de %(num)d hito", "%(done)s de %(num)d hitos", steps, done=done) if adopted else ""
    )
    title = ngettext("%(num)d compromiso", "%(num)d compromisos", len(made))
    yield Goal(f"made-{pillar.id}", title, pillar.palette, "kept" if adopted else "ahead", note)


def finding_of(weave: Weave) -> str:
    """Say in two or three sentences what the drawing shows."""
    wefts, all_of = weave.wefts, weave.proposals
    united = sum(weft.proposals for weft in wefts)
    first = ngettext(
        "%(united)s de %(all)s propuestas se unieron en %(num)d tema.",
        "%(united)s de %(all)s propuestas se unieron en %(num)d temas.",
        len(wefts),
        united=number(united),
        all=number(all_of),
    )
    said = [str(first)] if all_of else []
    if chosen := sum(weft.is_taken for weft in wefts):
        said.append(ngettext("%(num)d tema fue elegido.", "%(num)d temas fueron elegidos.", chosen))
    made = [row for row in weave.commitments if row.commitment.status is not CommitmentStatus.WITHDRAWN]
    if made:
        said.append(
            ngettext("El plan tiene %(num)d compromiso.", "El plan tiene %(num)d compromisos.", len(made))
        )
    return " ".join(said) or str(_("Todavía no hay propuestas."))


def heads_of(weave: Weave) -> tuple[tuple[str, str], ...]:
    """Return how many proposals, themes and commitments there are, with the words for them."""
    made = [row for row in weave.commitments if row.commitment.status is not CommitmentStatus.WITHDRAWN]
    chosen = sum(weft.is_taken for weft in weave.wefts)
    themes = ngettext("tema", "temas", len(weave.wefts))
    said = ngettext("%(themes)s, %(num)d elegido", "%(themes)s, %(num)d elegidos", chosen, themes=themes)
    return (
        (number(weave.proposals), ngettext("propuesta", "propuestas", weave.proposals)),
        (number(len(weave.wefts)), said if chosen else themes),
        (number(len(made)), ngettext("compromiso", "compromisos", len(made))),
    )


def _came(bundle: Bundle) -> str:
    """Say how the proposals of a pillar came."""
    met, files = bundle.origins[Origin.WORKSHOP], bundle.origins[Origin.IMPORT]
    online = bundle.origins[Origin.ONLINE]
    parts = [
        _("%(n)s en línea", n=number(online)) if online else "",
        _("%(n)s en talleres", n=number(met)) if met else "",
        _("%(n)s en archivos", n=number(files)) if files else "",
    ]
    return ", ".join(filter(None, parts))


def _strands(bundle: Bundle) -> Iterator[Strand]:
    for weft in bundle.wefts:
        state, goal = _leads(weft)
        yield Strand(
            told(weft.theme, "title"),
            weft.proposals,
            state,
            _ballots(weft),
            goal,
            ref(weft.theme.number, "T"),
        )
    for outcome, count in sorted(bundle.without.items(), key=lambda pair: (pair[0] is None, -pair[1])):
        yield Strand(
            label(outcome) if outcome else _("Esperan respuesta"),
            count,
            "ended" if outcome else "open",
            ref=outcome.value if outcome else "waiting",
        )


def _ballots(weft: Weft) -> str:
    return number(weft.vote.line.votes) if weft.vote else ""


def _leads(weft: Weft) -> tuple[State, str]:
    """Return how a theme goes on, and the key of its goal."""
    if weft.commitment is not None:
        key = ref(weft.commitment.number, "C")
        return ("ahead" if weft.commitment.status is CommitmentStatus.DRAFT else "kept"), key
    if weft.vote is None:
        return "ahead", f"vote-{weft.theme.pillar_id}"
    return ("ahead", f"draft-{weft.theme.pillar_id}") if weft.is_taken else ("ended", "")


_STATES: dict[CommitmentStatus, State] = {
    CommitmentStatus.ADOPTED: "kept",
    CommitmentStatus.DRAFT: "ahead",
    CommitmentStatus.WITHDRAWN: "ended",
}


def _goals(weave: Weave, cycle: Cycle) -> Iterator[Goal]:
    palettes = {pillar.id: pillar.palette for pillar in cycle.pillars}
    for row in weave.commitments:
        key, status = ref(row.commitment.number, "C"), row.commitment.status
        title = f"{key}. {told(row.commitment, 'name')}"
        yield Goal(key, title, palettes[row.commitment.pillar_id], _STATES[status], _stands(row))


def _stands(row: CommitmentStanding) -> str:
    if row.commitment.status is CommitmentStatus.WITHDRAWN:
        return str(_("Se retiró: %(reason)s", reason=row.commitment.status_reason))
    if row.commitment.status is CommitmentStatus.DRAFT:
        return str(label(row.commitment.status))
    if not row.is_reported:
        return str(label(row.commitment.status))
    steps = len(row.milestones)
    return str(
        ngettext(
            "%(state)s, %(done)s de %(num)d hito",
            "%(state)s, %(done)s de %(num)d hitos",
            steps,
            state=label(row.completion),
            done=row.done,
        )
    )


def _ahead(pillar: Pillar, bundle: Bundle) -> Iterator[Goal]:
    """Yield what the themes of a pillar wait for."""
    goals = {_leads(weft)[1] for weft in bundle.wefts}
    if (key := f"vote-{pillar.id}") in goals:
        note = _("El resultado se publica después del cierre.")
        yield Goal(key, _("Votación"), pillar.palette, "ahead", note)
    if (key := f"draft-{pillar.id}") in goals:
        yield Goal(key, _("Se redacta el compromiso"), pillar.palette, "ahead")
