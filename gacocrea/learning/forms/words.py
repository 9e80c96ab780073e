"""The sentences of what can go wrong with a course."""

from flask_babel import lazy_gettext as _l

COURSE_REFUSALS = {
    "session_none": _l("Un curso tiene al menos una sesión."),
    "session_many": _l("Un curso admite hasta %(most)s sesiones."),
    "session_ends": _l("Cada sesión termina después de empezar, y dura menos de catorce horas."),
    "session_nowhere": _l("Cada sesión tiene un lugar, un enlace, o los dos."),
    "session_twice": _l("Dos sesiones se cruzan."),
    "session_kept": _l("De esa sesión ya se tomó asistencia: no se quita."),
    "places_odd": _l("Los lugares van de 1 a %(most)s."),
    "places_taken": _l("Ya hay %(seated)s personas con lugar: no pueden ser menos."),
    "enrol_ends": _l("La inscripción cierra después de abrir."),
    "enrol_early": _l("La inscripción todavía no abre."),
    "enrol_late": _l("La inscripción ya cerró."),
    "course_draft": _l("Este curso todavía no se anuncia."),
    "course_announced": _l("Este curso ya estaba anunciado."),
    "course_cancelled": _l("Este curso se canceló."),
    "course_over": _l("Este curso ya terminó."),
    "course_begun": _l("El curso ya empezó: los lugares ya no se dejan."),
    "course_not_over": _l("Los certificados se emiten cuando el curso terminó."),
    "cancel_reason": _l("Diga por qué se cancela: será público."),
    "person_name": _l("Escriba un nombre de 2 a %(most)s letras."),
    "person_came": _l("Esa persona asistió a una sesión: sigue en la lista."),
    "session_not_open": _l("La asistencia se toma desde dos horas antes de que empiece la sesión."),
    "counts_beyond": _l("Son más personas que las que vinieron: %(there)s."),
    "certificate_none": _l("Este curso no da certificado."),
    "attendance_missing": _l("Falta tomar la asistencia de una sesión."),
    "material_title": _l("Diga qué es, en 3 a %(most)s letras."),
    "material_one": _l("Publique un archivo o un enlace, uno de los dos."),
    "materials_many": _l("El curso ya tiene %(most)s materiales."),
}
