"""What is read of learning."""

from gacocrea.learning.queries.primer import Arranged, arranged, chapter_in, versions_of

__all__ = ["Arranged", "arranged", "chapter_in", "versions_of"]
