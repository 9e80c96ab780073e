"""The seven chapters. Links are relative to a chapter's address, so they hold in every forum."""

from gacocrea.core.words import N_
from gacocrea.learning.house.following import FOLLOW, VOTE
from gacocrea.learning.house.parts import Answer, HouseChapter

OPEN = HouseChapter(
    "gobierno-abierto",
    N_("Qué es el gobierno abierto"),
    N_("Un gobierno que muestra lo que hace, escucha antes de decidir y responde por lo que prometió."),
    (
        N_(
            "Lo público es de todas las personas. Por eso cualquiera puede preguntar cómo se gasta, quién decide "
            "y con qué razones."
        ),
        N_(
            "Un gobierno abierto no solo publica documentos. También pregunta, discute, corrige y rinde cuentas."
        ),
        N_(
            "Un ejemplo. En un barrio se rompe la misma tubería cada invierno. En un gobierno cerrado, alguien "
            "promete arreglarla y nadie sabe cuándo. En uno abierto, el contrato y las fechas están a la vista. "
            "El barrio opina sobre la obra. Si se atrasa, alguien explica por qué."
        ),
        N_(
            "Esto no depende de la buena voluntad de una persona. Se escribe en un plan, con plazos y "
            "responsables que todo el mundo puede revisar."
        ),
        N_(
            "Aquí ese plan se hace entre todas las personas. Usted propone y el grupo responde. La gente vota y "
            "el gobierno cumple a la vista."
        ),
    ),
    N_("¿Cuál de estos gobiernos es más abierto?"),
    (
        Answer(
            N_("El que publica miles de documentos y no contesta preguntas."),
            False,
            N_("Todavía no. Publicar ayuda, pero falta escuchar y responder."),
        ),
        Answer(
            N_("El que publica, pregunta antes de decidir y explica lo que hizo."),
            True,
            N_("Así es. Mostrar, escuchar y responder: hacen falta las tres cosas."),
        ),
        Answer(
            N_("El que hace obras muy rápido, sin consultar."),
            False,
            N_("No. Puede ser eficaz, pero nadie sabe por qué decidió así."),
        ),
    ),
)

PILLARS = HouseChapter(
    "pilares",
    N_("Los pilares, con ejemplos"),
    N_("Cada propuesta entra por un pilar. Los nombres cambian de un foro a otro; la idea se parece."),
    (
        N_(
            "**Transparencia.** La información pública está a la mano, completa y en formatos que sirven. "
            "Ejemplo: cada contrato de obra se publica con su costo, sus fechas y sus fotos."
        ),
        N_(
            "**Integridad y rendición de cuentas.** Quien decide explica lo que hizo y responde si falló. "
            "Ejemplo: el hospital informa cada tres meses qué medicinas compró y cuáles faltaron."
        ),
        N_(
            "**Participación.** La gente opina antes de que todo esté decidido. Ejemplo: el municipio consulta "
            "el trazado de una ciclovía y contesta cada comentario."
        ),
        N_(
            "**Colaboración e innovación.** Gobierno, universidades, empresas y barrios resuelven algo juntos. "
            "Ejemplo: estudiantes y bomberos hacen el mapa de los hidrantes que funcionan."
        ),
        N_("Una idea puede tocar varios pilares. Elija el que mejor diga qué debe cambiar."),
        N_(
            "Usar tecnología no basta. Una aplicación nueva abre el gobierno solo si ayuda a saber, a participar "
            "o a pedir cuentas."
        ),
    ),
    N_("Una alcaldía crea una aplicación para pagar multas. ¿Eso ya es gobierno abierto?"),
    (
        Answer(
            N_("Sí, porque usa tecnología."),
            False,
            N_("No basta. La tecnología es un medio: hay que ver qué abre."),
        ),
        Answer(
            N_("Solo si además deja ver, opinar o pedir cuentas."),
            True,
            N_("Así es. Por ejemplo, si publica a dónde va el dinero de las multas."),
        ),
        Answer(
            N_("No, porque las multas no tienen nada que ver."),
            False,
            N_("Pueden tener que ver: lo que se cobra y en qué se gasta es público."),
        ),
    ),
)

PARTNERSHIP = HouseChapter(
    "alianza",
    N_("Qué es la Alianza y quién revisa"),
    N_("Países y ciudades que prometen por escrito, y una revisión independiente que mira si cumplen."),
    (
        N_(
            "La [Alianza para el Gobierno Abierto](glosario#alianza) nació en 2011. Reúne a decenas de países y a "
            "más de cien gobiernos locales. En inglés se llama *Open Government Partnership*, OGP."
        ),
        N_(
            "Cada miembro escribe un [plan de acción](glosario#plan-de-accion), por lo general para dos años. El "
            "plan reúne [compromisos](glosario#compromiso): pocos, claros y con fechas."
        ),
        N_(
            "El gobierno no lo escribe solo. Lo hace con un [foro multiactor](glosario#foro-multiactor), donde "
            "también está la sociedad civil. A eso se le llama cocreación."
        ),
        N_(
            "La Alianza pide unos mínimos:\n\n"
            "- El foro se reúne al menos cada seis meses y publica sus reglas.\n"
            "- Un sitio público guarda las pruebas de lo que se hizo.\n"
            "- El calendario se anuncia antes de empezar.\n"
            "- Quien aportó recibe una respuesta con razones.\n"
            "- Mientras el plan se cumple hay dos reuniones públicas por año."
        ),
        N_(
            "Después llega el [Mecanismo de Revisión Independiente](glosario#irm). No depende del gobierno ni del "
            "foro. Lee el plan, pide pruebas y publica dos informes: uno sobre el plan y otro sobre los "
            "resultados. A los gobiernos locales los revisa un órgano de su propio lugar, también independiente."
        ),
        N_(
            "De cada compromiso mira tres cosas. Si se puede verificar, si abre el gobierno y cuánto puede "
            "cambiar. Al final dice si no se inició, si avanzó poco, si avanzó bastante o si se completó."
        ),
    ),
    N_("¿Quién dice si un compromiso se cumplió?"),
    (
        Answer(
            N_("El gobierno que lo prometió."), False, N_("El gobierno informa, pero no se califica solo.")
        ),
        Answer(
            N_("Una revisión independiente, con pruebas a la vista."),
            True,
            N_("Así es. Y usted puede mirar las mismas pruebas."),
        ),
        Answer(
            N_("Nadie: el plan es una declaración."),
            False,
            N_("No. Cada compromiso se revisa por separado y el informe es público."),
        ),
    ),
)

CYCLE = HouseChapter(
    "este-ciclo",
    N_("Cómo funciona este ciclo"),
    N_("De una idea a una promesa cumplida hay varios pasos. Aquí se ve en cuál estamos."),
    (
        N_(
            "**Proponer.** Cualquier persona con cuenta escribe una propuesta en un pilar. Nadie la borra por no "
            "estar de acuerdo."
        ),
        N_(
            "**Responder.** El [grupo núcleo](glosario#grupo-nucleo) lee todas las propuestas y contesta cada una "
            "con una [respuesta razonada](glosario#respuesta-razonada). Las que piden lo mismo se unen en un "
            "[tema](glosario#tema), con el nombre de cada autora y autor."
        ),
        N_(
            "**Votar.** Usted elige los temas que más le importan en cada pilar. El voto es secreto y el conteo "
            "se puede repetir."
        ),
        N_(
            "**Redactar.** Los temas elegidos se vuelven [compromisos](glosario#compromiso), con fechas y una "
            "institución que responde. Usted comenta el borrador, párrafo por párrafo."
        ),
        N_(
            "**Cumplir.** El plan se adopta y se envía a la Alianza. Desde entonces cada avance se publica con "
            "su [evidencia](glosario#evidencia)."
        ),
        N_(
            "Verá ese recorrido como un hilo en todas las páginas. Lo hecho es una línea firme. Lo que falta es "
            "una línea de puntadas."
        ),
    ),
    N_("¿Qué pasa con una propuesta que no entra en la boleta?"),
    (
        Answer(N_("Se pierde sin aviso."), False, N_("No. Ninguna se queda sin respuesta.")),
        Answer(
            N_("Recibe una respuesta pública que dice por qué."),
            True,
            N_("Así es. Y quien la escribió puede apelar si se declinó."),
        ),
        Answer(
            N_("Se guarda en secreto para otro año."),
            False,
            N_("No. Si pasa al siguiente ciclo, también se dice en público."),
        ),
    ),
)

PROPOSE = HouseChapter(
    "proponer",
    N_("Cómo escribir una buena propuesta"),
    N_("Cuente un problema que conoce y diga qué debería cambiar. No hace falta hablar como en una oficina."),
    (
        N_("Empiece por el problema. Diga a quién le pasa, dónde y desde cuándo."),
        N_(
            "Siga con el cambio. Diga qué haría y quién podría hacerlo. Si no sabe qué institución es, no importa."
        ),
        N_("Termine con la prueba. ¿Cómo sabría cualquiera, dentro de dos años, que se cumplió?"),
        N_(
            "**Así cuesta ayudar:**\n\n> Que haya más transparencia en salud.\n\nEs un buen deseo. Pero nadie "
            "sabría qué hacer mañana, ni cuándo estaría cumplido."
        ),
        N_(
            "**Así se entiende:**\n\n> En el centro de salud de mi barrio nunca sé si hay medicinas. Pido que cada "
            "lunes se publique la lista de las que hay. Se cumple si la lista está en la puerta y en internet.\n\n"
            "Hay un lugar, un problema, un cambio y una prueba."
        ),
        N_(
            "Antes de enviarla, mire las que se parecen. Si la suya ya está, súmele un argumento: pesa más que "
            "repetirla."
        ),
        N_(
            "Una sola idea por propuesta funciona mejor que cinco. Y no escriba datos personales de otras "
            "personas."
        ),
    ),
    N_("¿Cuál propuesta es más fácil de cumplir y de revisar?"),
    (
        Answer(
            N_("«Acabar con la corrupción.»"),
            False,
            N_("Es un gran fin, pero no dice qué hacer primero."),
        ),
        Answer(
            N_("«Publicar cada mes quién ganó los contratos del municipio y por cuánto.»"),
            True,
            N_("Así es. Dice qué, cada cuánto y cómo comprobarlo."),
        ),
        Answer(
            N_("«Que las autoridades sean más cercanas.»"),
            False,
            N_("Cuesta saber cuándo se cumplió. ¿Qué debería hacer la autoridad, y cada cuánto?"),
        ),
    ),
)

CHAPTERS: tuple[HouseChapter, ...] = (OPEN, PILLARS, PARTNERSHIP, CYCLE, PROPOSE, VOTE, FOLLOW)
