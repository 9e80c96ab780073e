"""Palettes as rules of a style sheet: those of the pages and those inside a document are the same lines."""

from collections.abc import Iterable

from gacocrea.core.colour.palettes import ON_DARK, Palette, Tone, palette_of


def rules_of(names: Iterable[str]) -> str:
    """Return what `p-{name}` sets, for each palette: `--p`, `--field` and `--on`.

    A browser that does not know `light-dark()` gets the light colours.
    """
    found = {name: palette_of(name) for name in names}
    plain = "".join(f".p-{name}{{{_set(one, light_only=True)}}}" for name, one in found.items())
    both = "".join(f".p-{name}{{{_set(one)}}}" for name, one in found.items())
    return f"{plain}@supports (color:light-dark(#000,#fff)){{{both}}}"


def strong_rules_of(names: Iterable[str]) -> str:
    """Return the lines of the palettes for whoever asks for more contrast."""
    return "".join(f".p-{name}{{--p:{_both(palette_of(name).strong)}}}" for name in names)


def choice_rules_of(names: Iterable[str]) -> str:
    """Return what shows the colour that is chosen in a row of a form, without a script."""
    return "".join(
        f'.pillar:has([value="{name}"]:checked){{--p:{_both(palette_of(name).strand)}}}' for name in names
    )


def printed(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what a document on white paper needs of each palette: line, block, text on it and coloured text."""
    found = {name: palette_of(name) for name in names}
    return {
        name: {"strand": one.strand.light, "field": one.field.light, "on": one.on, "words": one.ink.light}
        for name, one in found.items()
    }


def _set(palette: Palette, *, light_only: bool = False) -> str:
    if light_only:
        on = "" if palette.on == ON_DARK else f";--on:{palette.on}"
        return f"--p:{palette.strand.light};--field:{palette.field.light}{on}"
    return f"--p:{_both(palette.strand)};--field:{_both(palette.field)}"


def _both(tone: Tone) -> str:
    return tone.light if tone.light == tone.dark else f"light-dark({tone.light},{tone.dark})"
