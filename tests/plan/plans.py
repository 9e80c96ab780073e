"""Plans to write documents from: a believable one, an empty one, one of any size."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from gacocrea.plan.document import (
    AnnexProposal,
    Commitment,
    Credit,
    Extra,
    LinkedTheme,
    Milestone,
    Pillar,
    PlanDocument,
    PollResult,
    ThemeResult,
)
from gacocrea.plan.paper.evidence import (
    Agreed,
    DecisionTaken,
    EarlierCommitment,
    EarlierPlan,
    Figures,
    Member,
    Minutes,
    Phase,
    PillarFigures,
    Sector,
    Votes,
)

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)

PILLARS = (
    Pillar("t", "Transparencia y acceso a la información", "blue", "eye"),
    Pillar("i", "Integridad y rendición de cuentas", "brick", "accounts"),
    Pillar("q", "Participación ciudadana", "ochre", "door"),
    Pillar("c", "Colaboración e innovación", "green", "weave"),
)

_TITLES = (
    ("Presupuesto municipal que se entiende", "Cada municipio publica en qué gasta, barrio por barrio."),
    ("Cada obra pública, a la vista de su barrio", "Una página por obra: costo, avance y responsable."),
    ("Presupuesto participativo con seguimiento", "Lo que se decide en asamblea se sigue hasta la entrega."),
    ("Datos de agua hechos con las comunidades", "Juntas de agua y Estado publican la misma medición."),
)


_ANSWERS = Commitment(
    ref="",
    name="",
    pillar="",
    lead="Secretaría de Contratación Pública",
    support_government="Asociación de Municipalidades; Contraloría",
    support_civil_society="Observatorio de Obra Pública; Red de Veedurías",
    support_other="Universidad Andina; Colegio de Ingenieros Civiles",
    starts=date(2027, 1, 15),
    ends=date(2028, 6, 30),
    problem="Entre 2022 y 2025 se contrataron 6310 obras de más de 50 000 dólares. De cada diez, siete no "
    "tienen en línea ninguna planilla de avance.\n\nQuien vive junto a la obra no puede saber si está parada, "
    "pagada o terminada. Afecta sobre todo a parroquias rurales.",
    causes="Cada entidad guarda las planillas en su propio formato y nadie está obligado a publicarlas.",
    done_so_far="El primer plan abrió los contratos, pero no su ejecución.",
    solution="Cada obra tendrá una página con las planillas pagadas, fotos con fecha, el contrato y sus "
    "ampliaciones, y el nombre del cargo responsable. La actualización será mensual.",
    results="Al terminar el plan, todas las obras de más de 50 000 dólares tendrán página y el vecindario "
    "recibirá respuesta a sus avisos en cinco días.",
    transparency="Publica información que hoy no existe en línea, con datos abiertos.",
    accountability="Obliga a responder por escrito cada aviso, con plazo y responsable.",
    participation="Las veedurías definen el formato y evalúan el uso cada seis meses.",
    extras=(
        Extra("sdg", "Objetivos de Desarrollo Sostenible", "16.6 y 16.10"),
        Extra("national_plan", "Plan nacional de desarrollo", "Objetivo 9: un Estado eficiente"),
        Extra("cross_cutting", "Enfoque", "Interculturalidad: las páginas se publican también en kichwa."),
        Extra("budget", "Presupuesto", "180 000 dólares, recursos propios y cooperación"),
    ),
    contact="Dirección de Datos, datos@contratacion.example",
    version=2,
)


def commitment(number: int, milestones: int = 4) -> Commitment:
    name, brief = _TITLES[number % 4]
    theme = LinkedTheme(
        f"T-{number:03}",
        name,
        3912 - number,
        (
            Credit(f"P-{number:04}", "Que se sepa cuánto costó el puente", "Rosa Elena Quishpe"),
            Credit(f"P-{number + 100:04}", "Fotos con fecha de cada obra", "Taller de Machala"),
        ),
    )
    return replace(
        _ANSWERS,
        ref=f"C-{number:02}",
        name=name,
        pillar=PILLARS[number % 4].ref,
        brief=brief,
        milestones=tuple(milestone(index) for index in range(1, milestones + 1)),
        themes=(theme,),
    )


def milestone(number: int) -> Milestone:
    return Milestone(
        number,
        f"Formato único de página por obra, acordado con diez municipios (etapa {number})",
        "Norma y prototipo publicados",
        date(2027, 1, 15) + timedelta(days=30 * number),
        date(2027, 3, 15) + timedelta(days=30 * number),
        "Secretaría de Contratación",
        "Asociación de Municipalidades",
    )


def proposal(number: int) -> AnnexProposal:
    taken = number % 3 == 0
    return AnnexProposal(
        ref=f"P-{number:04}",
        title=f"Que el municipio publique las planillas de la obra número {number}",
        author=("Rosa Elena Quishpe", "Marco Jaramillo", "Taller de Machala")[number % 3],
        pillar=PILLARS[number % 4].ref,
        territory=("Archidona", "Guayas", "Machala")[number % 3],
        origin=("En línea", "En línea", "Taller")[number % 3],
        outcome="Unida a un tema" if taken else "No incorporada",
        reason="Pide lo mismo que otras cuatro; su aporte sobre las fotos con fecha quedó en el tema."
        if taken
        else "Es competencia de cada gobierno local; se le envió con copia a quien la propuso.",
        theme=f"T-{number % 40:03}" if taken else "",
        commitment=f"C-{number % 15:02}" if taken else "",
    )


def poll(pillar: Pillar) -> PollResult:
    themes = (
        ThemeResult("T-001", "Avance de cada obra pública", 3912, elected=True, chosen=True),
        ThemeResult(
            "T-002",
            "Declaraciones juradas en línea",
            2870,
            elected=True,
            chosen=False,
            departure="La ley que lo permite está en segundo debate.",
        ),
        ThemeResult(
            "T-003",
            "Respuesta a cada denuncia",
            2655,
            elected=False,
            chosen=True,
            departure="Ocupa el lugar del tema retirado, por orden de votos.",
        ),
        ThemeResult("T-004", "Sillas vacías en cada sesión", 411, elected=False, chosen=False),
    )
    return PollResult(pillar.ref, 5204, "Más votos por pilar, dos lugares", themes, "9d41c7e0" * 8, "https://foro.example/recuento")


def plan(commitments: int = 4, proposals: int = 30, milestones: int = 4) -> PlanDocument:
    """A plan with every part filled."""
    return replace(
        empty(),
        is_example=True,
        foreword="Este plan se escribió entre muchas manos.\n\nLo presentamos a consulta con sus razones.",
        efforts="El primer plan tuvo diez compromisos; seis se cumplieron por completo.",
        figures=Figures(
            proposals_online=318,
            proposals_workshops=94,
            themes=41,
            meetings=9,
            pillars=tuple(PillarFigures(pillar.ref, 103, 10, 5204, 0.124) for pillar in PILLARS),
            outcomes=(("Unida a un tema", 268), ("No incorporada", 130), ("Retirada por su autora", 14)),
            turnout=0.137,
            people=287,
            territories=24,
            workshops=6,
            attendance=212,
            comments=58,
            commenters=31,
            comment_answers=(("Se recoge", 22), ("Se recoge en parte", 15), ("No se recoge", 21)),
        ),
        phases=tuple(
            Phase(name, NOW + timedelta(days=30 * index), NOW + timedelta(days=30 * index + 30))
            for index, name in enumerate(("Preparación", "Propuestas", "Análisis", "Votación", "Redacción"))
        ),
        polls=tuple(map(poll, PILLARS)),
        commitments=tuple(commitment(number, milestones) for number in range(1, commitments + 1)),
        proposals=tuple(map(proposal, range(1, proposals + 1))),
        sectors=(
            Sector("Gobierno", (Member("Ana Paredes", "Presidencia", "Titular"),)),
            Sector("Sociedad civil", (Member("Luis Cuji", "Red de Veedurías", "Alterno"),)),
        ),
        earlier=(
            EarlierPlan(
                "Segundo Plan de Acción",
                (
                    EarlierCommitment("C-91", "Compras de emergencia a la vista", "Servicio de Compras", "Completo"),
                    EarlierCommitment("C-92", "Escuela de veedurías", "Consejo de Participación"),
                ),
            ),
        ),
        meetings=(
            Minutes(
                "R-007",
                "Sesión ordinaria de octubre",
                NOW - timedelta(days=20),
                "Casa de la Cultura, Riobamba",
                (Member("Ana Paredes", "Presidencia"), Member("Luis Cuji", "Red de Veedurías")),
                (
                    Agreed("Publicar el calendario de talleres", "Secretaría técnica", date(2026, 11, 6), is_done=True),
                    Agreed("Traducir la guía al kichwa", "Red de Veedurías", date(2026, 12, 1)),
                ),
                "La academia pidió otro plazo.",
                "https://foro.example/ecuador/reuniones/R-007",
            ),
        ),
        decisions=(
            DecisionTaken(
                "D-012",
                "Reglas de la votación",
                "Se aprueban las reglas tal como se publicaron.",
                NOW - timedelta(days=18),
                "Grupo núcleo",
                Votes(9, 1, 2),
            ),
        ),
        address="https://foro.example/ecuador/2026-2028/plan",
    )


def empty() -> PlanDocument:
    """A plan of which nothing is written yet."""
    return PlanDocument(
        forum="Foro Multiactor de Gobierno Abierto del Ecuador",
        member="Ecuador",
        cycle="Ciclo 2026-2028",
        title="Tercer Plan de Acción de Gobierno Abierto del Ecuador",
        starts=date(2027, 1, 1),
        ends=date(2028, 12, 31),
        version="Borrador",
        language="es",
        timezone="America/Guayaquil",
        exported_at=NOW,
        pillars=PILLARS,
    )
