"""What is told of the record, and how an entry is named in a feed."""

from gacocrea.notices.rules import SENTENCES, entry_name


def test_no_sentence_speaks_of_who_voted() -> None:
    assert not [verb for verb in SENTENCES if verb.startswith(("ballot", "vote", "paper"))]


def test_the_name_of_an_entry_is_its_own_and_stable() -> None:
    assert entry_name("ab" * 32) == entry_name("ab" * 32) == "urn:uuid:abababab-abab-8bab-abab-abababababab"
    assert entry_name("ab" * 32) != entry_name("ac" * 32)
