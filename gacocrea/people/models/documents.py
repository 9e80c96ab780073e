"""The kinds of identity documents that can be checked."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """A document of one country: the two letters before the underscore are its ISO 3166-1 code."""

    EC_CI = "ec_ci"
    MX_CURP = "mx_curp"
    AR_DNI = "ar_dni"
    CO_CC = "co_cc"

    @property
    def country(self) -> str:
        return self.value[:2].upper()
