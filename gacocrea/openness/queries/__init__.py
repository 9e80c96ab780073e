"""What is read across all stages: the thread from ask to evidence, and who took part."""

from gacocrea.openness.queries.cords import Cord, Strand, asked_for, cords, cords_of_commitment, strand
from gacocrea.openness.queries.participation import Attended, Participation, participation
from gacocrea.openness.queries.weaving import Bundle, Weave, Weft, weave

__all__ = [
    "Attended",
    "Bundle",
    "Cord",
    "Participation",
    "Strand",
    "Weave",
    "Weft",
    "asked_for",
    "cords",
    "cords_of_commitment",
    "participation",
    "strand",
    "weave",
]
