"""A flood is grouped to be handled in one action, and what people write in the same hour stays out of the group."""

from datetime import timedelta

import pytest

from gacocrea.moderation.rules import Text, bursts
from gacocrea.moderation.rules.bursts import features, is_noise
from tests.moderation.flood import GENUINE, flood, people
from tests.support import NOON


def measured(seed: int) -> tuple[float, float, int]:
    """Return precision and recall of the groups, and how many groups there are."""
    found = bursts([*flood(seed), *people(seed)])
    grouped = [id for burst in found for id in burst.ids]
    assert len(grouped) == len(set(grouped)), "a text is in one group at most"
    caught = sum(id.startswith("F") for id in grouped)
    return caught / len(grouped), caught / 500, len(found)


@pytest.mark.parametrize("seed", range(5))
def test_a_flood_of_five_hundred_is_grouped_and_thirty_people_stay_out_of_it(seed: int) -> None:
    precision, recall, groups = measured(seed)
    assert precision == 1
    assert recall >= 0.95
    assert groups <= 8


def test_people_alone_are_no_burst() -> None:
    assert bursts(people(1)) == []


def test_seven_alike_are_no_burst_and_eight_in_a_day_neither() -> None:
    def texts(count: int, apart: timedelta) -> list[Text]:
        return [
            Text(str(n), "Compre zapatos en https://tienda.example", NOON + n * apart, n, timedelta(hours=1))
            for n in range(count)
        ]

    assert bursts(texts(7, timedelta(minutes=1))) == []
    assert bursts(texts(8, timedelta(hours=1))) == []
    assert [len(burst.ids) for burst in bursts(texts(8, timedelta(minutes=1)))] == [8]


def test_a_known_account_that_quotes_the_same_page_as_a_flood_stays_out() -> None:
    told = "Cuidado: me llegó publicidad de https://tienda.example y no es del municipio."
    known = Text("known", told, NOON, 99, timedelta(days=90))
    ads = [
        Text(str(n), f"Oferta {n} en https://tienda.example/{n}", NOON, n, timedelta(hours=1)) for n in range(20)
    ]
    assert [len(burst.ids) for burst in bursts([known, *ads])] == [20]


@pytest.mark.parametrize("words", GENUINE)
def test_what_people_write_shows_no_sign_of_a_probe_nor_of_noise(words: str) -> None:
    assert "probe" not in features(words)
    assert not is_noise(words)


if __name__ == "__main__":
    for seed in range(20):
        print(seed, *measured(seed))
