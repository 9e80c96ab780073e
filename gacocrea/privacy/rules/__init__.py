"""What may be: legal terms by country, the days of a term, how long a way back stays open."""

from datetime import timedelta

from gacocrea.privacy.rules.countries import COUNTRIES, ELSEWHERE, Country, Term, country_of
from gacocrea.privacy.rules.due import NEAR_DAYS, due_date

COOLING = timedelta(days=7)
"""How long somebody who asked for their account to go can still stay."""

__all__ = ["COOLING", "COUNTRIES", "ELSEWHERE", "NEAR_DAYS", "Country", "Term", "country_of", "due_date"]
