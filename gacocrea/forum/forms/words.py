"""The sentences of what can go wrong in a forum, and its rules and votes said in words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from gacocrea.forum.models import Majority, Share
from gacocrea.forum.rules import Outcome, VotingRule
from gacocrea.web.labels import label

REFUSALS = {
    "slug_letters": _l(
        "Use letras minúsculas sin tildes, números y guiones: quedará en la dirección (hasta %(most)s)."
    ),
    "slug_taken_by_page": _l("«%(slug)s» es el nombre de una página. Elija otro."),
    "file_large": _l("El archivo es demasiado grande: hasta 10 MB, 24 millones de puntos o 500 páginas."),
    "file_kind": _l("Ese archivo no se puede publicar: use JPEG, PNG, WebP o PDF."),
    "file_broken": _l("El archivo no se puede abrir: está dañado o protegido."),
    "file_no_picture": _l("Aquí va una fotografía: JPEG, PNG o WebP."),
    "logo_small": _l("El logo es muy pequeño: hace falta que mida al menos %(least)s puntos de alto."),
    "logo_shape": _l(
        "El logo es demasiado largo o demasiado alto para un encabezado: hasta ocho veces más ancho que alto."
    ),
    "logo_shapes": _l("Los dos logos deben tener la misma forma, para que la página no salte al cambiar de papel."),
    "dark_logo_alone": _l("Suba primero el logo para papel claro."),
    "lead_long": _l("La frase tiene hasta %(most)s letras."),
    "file_undescribed": _l("Diga en pocas palabras qué muestra el archivo (hasta %(most)s letras)."),
    "pictures_many": _l("La reunión ya tiene %(most)s fotografías."),
    "extras_many": _l("La ficha admite hasta %(most)s datos propios."),
    "extras_lost": _l("Falta un dato que la ficha ya tiene. Si ya no se pregunta, quite la marca."),
    "extras_twice": _l("Dos datos de la ficha se llaman igual."),
    "extras_words": _l("Cada dato necesita un nombre de 2 a %(most)s caracteres."),
    "slug_in_use": _l("Ya hay un foro «%(slug)s». Elija otro nombre para la dirección."),
    "forum_name": _l("El foro necesita un nombre de hasta %(most)s caracteres."),
    "unknown_zone": _l("«%(zone)s» no es una zona horaria. Un ejemplo: America/Guayaquil."),
    "sectors_two": _l("Un foro multiactor tiene al menos dos sectores, cada uno con su clave y su nombre."),
    "role_not_granted": _l("Ese papel no se otorga en un foro."),
    "seat_sector": _l("Un asiento del grupo núcleo pertenece a un sector del foro: diga cuál."),
    "no_seat_no_sector": _l("Solo los asientos del grupo núcleo llevan sector."),
    "no_sector": _l("El foro no tiene el sector «%(key)s». Tiene: %(known)s."),
    "term": _l("El período debe terminar después de empezar."),
    "term_over": _l("Ese período ya había terminado."),
    "no_forum": _l("No hay un foro «%(slug)s»."),
    "no_account": _l("No hay una cuenta con el correo %(email)s."),
    "no_term": _l("%(email)s no tiene ahora ese papel en el foro."),
    "two_must_sign": _l("Hace falta que firmen dos personas, y que una sea administradora."),
    "signs_no_more": _l("%(name)s no puede firmar: no administra ni tiene hoy un papel en un foro."),
    "no_signer": _l("Nadie tiene una cuenta con la dirección %(email)s."),
    "administrator_and_office": _l("Quien administra la instalación no tiene un papel en un foro, ni al revés."),
    "names_oneself": _l("Nadie se nombra: pídaselo a otra persona."),
    "seat_taken": _l(
        "Otra persona ocupa así el asiento de «%(institution)s» en esas fechas: termine antes su período."
    ),
    "seat_over": _l("Ese asiento ya terminó en esa fecha."),
    "seat_exists": _l("«%(institution)s» ya tiene un asiento en ese sector."),
    "majority_share": _l("Una mayoría calificada dice qué parte de los votos pide; las otras no la llevan."),
    "meeting_ends": _l("La reunión debe terminar después de empezar."),
    "meeting_not_held": _l("La reunión todavía no empieza: esto se hace después."),
    "notice_short": _l(
        "El reglamento pide convocar con %(days)s días de anticipación: el primer día posible es el %(first)s. "
        "Si no puede esperar, márquela como extraordinaria."
    ),
    "count_odd": _l("Escriba cuántas personas, entre 0 y %(most)s."),
    "not_their_seat": _l("Esa persona no ocupa ese asiento."),
    "minutes_empty": _l("Escriba el acta."),
    "minutes_settled": _l("El acta ya está publicada: esto se hacía antes."),
    "minutes_none": _l("Todavía no hay un borrador del acta."),
    "minutes_changed": _l("El borrador cambió mientras usted lo leía: léalo de nuevo antes de firmar."),
    "absent": _l(
        "Comenta y firma el acta quien estuvo presente, y usted no consta en la lista de asistencia."
    ),
    "signatures_missing": _l(
        "Firmaron %(signed)s de las personas presentes y hacen falta %(needed)s: más de la mitad."
    ),
    "outcome_empty": _l("Diga cómo se cumplió."),
    "agreement_done": _l("Ese acuerdo ya constaba como cumplido."),
    "decision_empty": _l("Una decisión se publica con su título y su razón."),
    "motion_empty": _l("Una moción se publica con su título y su texto."),
    "motion_closes": _l("El plazo para votar debe terminar después de hoy."),
    "no_seats": _l("Nadie ocupa hoy un asiento del grupo núcleo: no hay quien vote."),
    "motion_live": _l("La moción %(motion)s trata de lo mismo y todavía no termina."),
    "motion_closed": _l("Esta moción ya está cerrada."),
    "motion_time_over": _l("El plazo para votar esta moción ya terminó."),
    "motion_running": _l(
        "Todavía pueden votar otros asientos (%(cast)s de %(seats)s lo hicieron): se cierra al terminar el plazo."
    ),
    "no_quorum": _l("No hay quórum: votaron %(cast)s de %(seats)s asientos y hacen falta %(needed)s."),
    "no_quorum_sector": _l("No hay quórum: falta el voto de algún asiento de %(sectors)s."),
    "no_seat": _l("Solo votan los asientos que constan en esta moción."),
    "recused": _l("Este asiento se excusó de la moción y no vota."),
    "recusal_reason": _l("Diga por qué se excusa: será público."),
    "titular_voted": _l("La persona titular de su asiento ya votó: cada asiento tiene un voto."),
    "voted_here": _l("«%(institution)s» ya votó aquí, y ese voto no se cambia desde el acta."),
    "seat_absent": _l("«%(institution)s» no consta en la asistencia de esa reunión."),
    "withdrawal_reason": _l("Diga por qué se retira: será público."),
    "motion_other": _l("Esa moción trata de otra cosa."),
    "motion_not_carried": _l("Esa moción no está aprobada."),
    "motion_done": _l("Esa moción ya se llevó a cabo."),
}


def rule_in_words(rule: VotingRule) -> list[tuple[str, str]]:
    """Return what a motion needs, as (name, words) pairs."""
    quorum = _("votan %(share)s de los asientos", share=label(rule.quorum))
    if rule.quorum_by_sector:
        quorum = _("%(quorum)s, y al menos uno de cada sector", quorum=quorum)
    majority = {
        Majority.CONSENSUS: _("consenso: alguien a favor y nadie en contra"),
        Majority.SIMPLE: _("mayoría simple: más votos a favor que en contra"),
        Majority.QUALIFIED: _(
            "mayoría calificada: a favor %(share)s de los votos",
            share=label(rule.majority_share or Share.ALL),
        ),
    }[rule.majority]
    if rule.by_sector:
        majority = _("%(majority)s, en total y también dentro de cada sector", majority=majority)
    return [(_("Quórum"), quorum), (_("Se aprueba por"), majority)]


def outcome_in_words(found: Outcome) -> list[tuple[str, str]]:
    """Return how a vote stands by its rule, as (name, words) pairs: in all, by sector, quorum, what is missing."""
    by_sector = ", ".join(
        _("%(votes)s de %(seats)s de %(sector)s", votes=tally.votes_for, seats=tally.seats, sector=name)
        for name, tally in found.sectors.items()
    )
    counted = _(
        "%(votes)s a favor, %(against)s en contra, %(abstained)s en abstención",
        votes=found.all.votes_for,
        against=found.all.votes_against,
        abstained=found.all.abstentions,
    )
    quorum = _(
        "votaron %(cast)s de %(seats)s asientos; hacen falta %(needed)s",
        cast=found.all.cast,
        seats=found.all.seats,
        needed=found.quorum,
    )
    pairs = [(_("A favor"), by_sector), (_("Votos"), counted), (_("Quórum"), quorum)]
    if found.silent_sectors:
        pairs.append((_("Falta el voto de"), ", ".join(found.silent_sectors)))
    if found.short_sectors:
        pairs.append((_("Sin mayoría en"), ", ".join(found.short_sectors)))
    return pairs


def notice_in_words(days: int) -> str:
    """Return how early a meeting is called."""
    if not days:
        return str(_("sin un plazo mínimo"))
    return str(ngettext("con un día de anticipación", "con %(num)d días de anticipación", days))
