"""The last two chapters: how the vote stays secret and is recounted, and how a commitment is followed."""

from gacocrea.core.words import N_
from gacocrea.learning.house.parts import Answer, HouseChapter

VOTE = HouseChapter(
    "votar",
    N_("Un voto secreto que se puede recontar"),
    N_("Su nombre no se guarda junto a su boleta. Y aun así, cualquiera puede contar de nuevo."),
    (
        N_(
            "Su [boleta](glosario#boleta) se guarda sin su nombre, sin la hora y sin la dirección de su equipo. "
            "La acompaña un [seudónimo](glosario#seudonimo), que solo sirve para que nadie vote dos veces."
        ),
        N_(
            "Hasta el cierre puede cambiar de opinión. Cuenta la última boleta. Mientras se vota nadie ve "
            "resultados, tampoco quien organiza."
        ),
        N_(
            "Al votar recibe un [comprobante](glosario#comprobante) con un [sello](glosario#sello). El sello es "
            "la huella de su boleta: si alguien cambiara una sola marca, cambiaría entero."
        ),
        N_(
            "Al cerrar se publica la lista de todos los sellos. Busque el suyo. Si no está, puede reclamar antes "
            "de que termine la [impugnación](glosario#impugnacion)."
        ),
        N_(
            "Después se publican las boletas, sin nombres, y se destruye la llave de los seudónimos. Con esas "
            "boletas cualquiera repite el conteo. Debe dar lo mismo."
        ),
        N_(
            "Guarde su comprobante y no lo muestre. Cuando las boletas se publican, quien lo tenga podría saber "
            "qué eligió usted."
        ),
    ),
    N_("¿Qué conviene hacer con el comprobante?"),
    (
        Answer(
            N_("Mostrarlo a quien lo pida."),
            False,
            N_("Mejor no. Serviría para saber qué eligió usted, y para presionarle."),
        ),
        Answer(
            N_("Guardarlo y buscar su sello en la lista de cierre."),
            True,
            N_("Así es. Si el sello está, su boleta está tal como la entregó."),
        ),
        Answer(
            N_("Nada: no sirve para nada."),
            False,
            N_("Guárdelo. Sin él no podría comprobar su boleta ni reclamar."),
        ),
    ),
)

FOLLOW = HouseChapter(
    "seguir",
    N_("Cómo se sigue un compromiso"),
    N_("Una promesa sin fecha se olvida. Por eso cada una tiene pasos, responsables y pruebas."),
    (
        N_(
            "Cada [compromiso](glosario#compromiso) lleva un número, como C-07, y se divide en "
            "[hitos](glosario#hito). Un hito es un paso con fecha y con algo que se puede ver."
        ),
        N_(
            "Una [institución responsable](glosario#institucion-responsable) informa cómo va y adjunta la "
            "[evidencia](glosario#evidencia). Puede ser un documento, una página o una foto con fecha. Otra "
            "persona la revisa."
        ),
        N_(
            "En la página del compromiso verá de qué propuestas viene, qué cambió desde el voto y qué falta. "
            "Puede seguirlo y recibir un aviso cuando haya novedades."
        ),
        N_("También puede preguntar en las reuniones públicas del foro: hay al menos dos por año."),
        N_(
            "Al final, la revisión independiente dice cuánto se cumplió. Lo que no se cumplió también se cuenta: "
            "de ahí aprende el siguiente plan."
        ),
    ),
    N_("¿Cuál es una buena evidencia de que un hito se cumplió?"),
    (
        Answer(
            N_("Una nota que dice «se está trabajando»."),
            False,
            N_("No. Habla de esfuerzo, pero no hay nada que comprobar."),
        ),
        Answer(
            N_("Una página donde cualquiera ve lo prometido, con su fecha."),
            True,
            N_("Así es. Se abre, se mira y se comprueba."),
        ),
        Answer(
            N_("La opinión de quien lo hizo."),
            False,
            N_("No basta. Hace falta algo que otra persona pueda revisar."),
        ),
    ),
)
