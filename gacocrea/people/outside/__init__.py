"""Signing in with somebody else's account: what gacocrea says to a provider of OpenID Connect, and what it believes.

Authorization code with PKCE; the issuer, its hosts and the two algorithms are fixed by the settings, never by an
answer. Nothing here knows of accounts or of the web.
"""

from gacocrea.people.outside.client import Answer, Client, Errand, Found
from gacocrea.people.outside.fetching import Unreachable, fetch
from gacocrea.people.outside.providers import Provider, ProvidersError, read_providers
from gacocrea.people.outside.tokens import NotBelieved

__all__ = [
    "Answer",
    "Client",
    "Errand",
    "Found",
    "NotBelieved",
    "Provider",
    "ProvidersError",
    "Unreachable",
    "fetch",
    "read_providers",
]
