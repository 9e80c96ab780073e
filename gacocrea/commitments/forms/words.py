"""What this stage says: why something is refused, what a reviewer would ask, and an example for each answer."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "person_elsewhere": _l("Elija a alguien que hoy tenga un asiento o un papel en el foro."),
    "already_assigned": _l("Esa persona ya tiene ese encargo."),
    "commitment_name": _l("Escriba el nombre del compromiso."),
    "dates_backwards": _l("La fecha final debe ser posterior a la inicial."),
    "milestone_text": _l("Hito %(number)s: diga qué se hará."),
    "milestone_dates": _l("Hito %(number)s: la fecha final debe ser posterior a la inicial."),
    "milestone_undated": _l("Hito %(number)s: falta esta fecha."),
    "theme_missing": _l("Elija al menos un tema."),
    "theme_not_selected": _l("Ese tema no fue elegido: solo los temas confirmados pasan a compromisos."),
    "theme_taken": _l("Ese tema ya es parte de otro compromiso."),
    "themes_of_two_pillars": _l("Los temas de un compromiso son de un mismo pilar."),
    "reason_short": _l("Explique el motivo con al menos %(least)s letras: será público."),
    "commitment_settled": _l("Este compromiso ya no es un borrador: no se edita ni se retira."),
    "commitment_changed": _l("Otra persona guardó la versión %(version)s mientras usted escribía."),
    "version_agreed": _l("La versión %(version)s ya está acordada."),
    "comment_part": _l("Elija la parte del texto de la que habla."),
    "passage_elsewhere": _l("Ese pasaje no está en esta parte del texto: cópielo tal como aparece."),
    "passage_long": _l("El pasaje es muy largo: cite hasta %(most)s letras."),
    "comment_short": _l("Escriba al menos %(least)s letras."),
    "comment_long": _l("Es muy largo: el máximo es de %(most)s letras."),
    "comment_answered": _l("%(by)s ya la respondió."),
    "change_first": _l("Guarde antes el cambio en %(reference)s: todavía no hay una versión posterior."),
    "comments_missing": _l("Marque al menos una observación."),
    "drift_unexplained": _l(
        "El texto se aparta del tema que se votó. Diga por qué, con al menos %(least)s letras: será público."
    ),
}

REMARKS = {
    "review_drift": _l(
        "Dice poco de lo que se votó. Vuelva al tema, o explique en público por qué se aparta."
    ),
    "review_brief": _l("Falta la descripción breve: es lo que la mayoría de la gente leerá."),
    "review_lead": _l("Falta la institución responsable."),
    "review_civil_society": _l(
        "Nombre a la organización social que acompaña: un plan se cumple mejor con ella."
    ),
    "review_outside_plan": _l("El plazo sale del plan, que va del %(from)s al %(to)s."),
    "review_problem": _l("Falta el problema: a quién afecta, dónde, desde cuándo."),
    "review_causes": _l("El problema no tiene causa: sin ella no se sabe si la solución sirve."),
    "review_solution": _l("Falta la solución."),
    "review_results": _l("Faltan los resultados: qué se entregará y qué cambiará."),
    "review_thin": _l("Es muy corto para entenderse sin haber estado en la reunión."),
    "review_apart": _l("La solución no menciona ninguna de las causas. ¿A cuál responde?"),
    "review_long": _l("Son %(words)s palabras: con %(most)s o menos se lee de una vez."),
    "review_no_value": _l(
        "Falta por qué es gobierno abierto: explique al menos uno de los tres valores con su motivo."
    ),
    "review_accountability": _l(
        "Falta la rendición de cuentas, el valor que más se olvida: ¿quién responderá, ante quién y cómo?"
    ),
    "review_no_milestones": _l("Falta al menos un hito con su producto."),
    "review_no_product": _l("Hito %(number)s: falta el producto que se podrá verificar."),
    "review_same_product": _l("Hito %(number)s: el producto repite la tarea. ¿Qué se podrá ver o descargar?"),
    "review_milestone_outside": _l(
        "Hito %(number)s: sus fechas salen del plan, que va del %(from)s al %(to)s."
    ),
    "review_milestone_beyond": _l("Hito %(number)s: sus fechas salen del plazo del compromiso."),
    "review_many": _l("El borrador pasa de quince compromisos. La AGA aconseja de cinco a quince."),
    "review_few": _l("El borrador tiene menos de cinco compromisos. La AGA aconseja de cinco a quince."),
}
"""Sentences of `rules.review`, by code."""

EXAMPLES = {
    "name": _l("Calidad del agua por barrio, publicada cada mes"),
    "brief": _l(
        "La empresa pública de agua publicará cada mes, por barrio, los análisis del agua potable, y responderá en "
        "quince días a quien pregunte por ellos."
    ),
    "lead": _l("Empresa Pública Municipal de Agua Potable"),
    "support_government": _l("Ministerio de Salud, Gobierno Municipal"),
    "support_civil_society": _l("Junta de Agua de San Pedro, Red de Veedurías"),
    "support_other": _l("Facultad de Química de la universidad pública"),
    "problem": _l(
        "Unas 40.000 personas de los barrios altos no saben si pueden beber el agua de la llave. Desde 2021 los "
        "análisis se hacen, pero no se publican."
    ),
    "causes": _l("Los análisis quedan en papel en el laboratorio, y ninguna norma obliga a publicarlos."),
    "done_so_far": _l("En 2023 se publicó un informe anual en PDF, sin datos por barrio."),
    "solution": _l(
        "Una norma que obliga a publicar los análisis del laboratorio como datos abiertos, con un mapa por barrio y "
        "una persona encargada de responder."
    ),
    "results": _l("Doce publicaciones al año, y respuesta en quince días a nueve de cada diez preguntas."),
    "transparency": _l("Abre datos que hoy nadie ve, en un formato que se puede reutilizar."),
    "accountability": _l(
        "La gerencia responde en público cada semestre ante la veeduría por los análisis que salieron mal."
    ),
    "participation": _l(
        "Las juntas de agua eligen los puntos donde se toma la muestra y revisan los resultados."
    ),
    "extra_sdg": _l("6.1: agua potable para todas las personas"),
    "extra_budget": _l("12.000 dólares al año, del presupuesto de la empresa"),
    "contact": _l("Gerencia de calidad, calidad@agua.example"),
}
"""One commitment, told field by field: what a good answer looks like."""
