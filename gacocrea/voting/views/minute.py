"""The minute of the destruction of the keys as a text to print and sign."""

from flask_babel import gettext as _

from gacocrea.core.record import RecordEntry
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.web.text import instant

LINE = "_" * 40


def minute_text(entry: RecordEntry, forum: Forum, cycle: Cycle) -> str:
    """Return the minute of an entry of the public record, with room for signatures."""
    names = {pillar.key: pillar.name for pillar in cycle.pillars}
    said = [
        _("Acta de destrucción de las claves de la votación"),
        f"{forum.name}\n{cycle.title}",
        _("El %(when)s se destruyeron estas claves del servidor:", when=instant(entry.at)),
        "\n".join(
            f"- {names.get(key, key)}\n  {check}" for key, check in sorted(entry.facts["keys"].items())
        ),
        _(
            "El número junto a cada pilar es el valor de control que su manifiesto publicó al abrir la votación. "
            "Desde ahora nadie puede unir una boleta con una persona ni anular una boleta."
        ),
        _("Firmaron la publicación: %(names)s.", names=", ".join(entry.facts["signed_by"])),
        _("Testigos: %(names)s", names=entry.facts["witnesses"] or "—"),
        _("Copia sellada de las claves: ( ) no hubo  ( ) se destruyó ante quienes firman."),
        _("Copias de la base de datos hechas antes de publicar: ( ) no hay  ( ) se destruyeron."),
        "\n\n".join(f"{LINE}\n{name}" for name in [*entry.facts["signed_by"], _("Testigo")]),
        _("Entrada del registro público: %(digest)s", digest=entry.digest),
    ]
    return "\n\n".join(said) + "\n"
