"""The prices of one feed in the store's one currency."""

from __future__ import annotations

from gumsole.catalog.currencies import EXPONENTS
from gumsole.catalog.items.defaults import Defaults
from gumsole.catalog.money import Amount, NotMoney, is_ambiguous, read_amount, to_minor
from gumsole.errors import BadFeed, BadQuery


class Prices:
    """Reads prices into minor units and holds the currency they must be in.

    Parameters
    ----------
    currency : str
        What the operator says the prices are in, ISO 4217; empty: the first price that names one decides.
    decimal : str
        "." or "," where the operator settled the decimal sign.
    defaults : Defaults
        Where guesses are counted.
    store : str
        What the store's prices are in already; a feed must name it still, but may name no other.

    Raises
    ------
    BadQuery
        If the currency or the decimal sign does not exist.
    """

    def __init__(self, currency: str, decimal: str, defaults: Defaults, *, store: str = "") -> None:
        if currency and currency.upper() not in EXPONENTS:
            raise BadQuery(f"--currency {currency}: ISO 4217 lists no such currency; write a code like EUR")
        if decimal not in ("", ".", ","):
            raise BadQuery(f"--decimal {decimal}: the decimal sign is . or ,")
        self.currency = currency.upper()
        self._given = bool(currency)
        self._store = store
        self._decimal = decimal
        self._defaults = defaults

    def read(self, text: str, named: str = "") -> int:
        """Minor units of a price.

        Parameters
        ----------
        text : str
            As the feed writes it.
        named : str
            Currency of the row where the feed has a column for it.

        Raises
        ------
        NotMoney
            If it is no price, or one in another currency.
        BadFeed
            If nothing tells the currency.
        """
        amount = read_amount(text)
        if not amount.currencies and named:
            amount = Amount(amount.number, named, read_amount(f"0 {named}").currencies)
        currency = self._settle(amount)
        if not self._decimal and is_ambiguous(amount.number) and EXPONENTS[currency] < 3:
            self._note_guess(amount.number, currency)
        minor = to_minor(amount.number, currency, decimal=self._decimal)
        self.currency = currency
        return minor

    def _settle(self, amount: Amount) -> str:
        if self.currency:
            return self._own(amount)
        if not amount.currencies or not amount.currencies[0]:
            raise BadFeed(
                "the feed has prices but does not name their currency; name it, such as --currency EUR"
            )
        if self._store:
            return self._among(amount, self._store)
        if len(amount.currencies) > 1:
            self._defaults.note("currency", f"{amount.sign} read as {amount.currencies[0]}")
        return amount.currencies[0]

    def _own(self, amount: Amount) -> str:
        if not amount.currencies and not self._given:
            self._defaults.note(
                "currency", f"{self.currency}, as elsewhere in the feed, where a price names none"
            )
        return self._among(amount, self.currency) if amount.currencies else self.currency

    def _among(self, amount: Amount, currency: str) -> str:
        if currency not in amount.currencies:
            raise NotMoney(f"{amount.sign} is not {currency}, the store's one currency")
        return currency

    def _note_guess(self, number: str, currency: str) -> None:
        grouped = "," in number or EXPONENTS[currency] == 0
        meaning = "thousands" if grouped else "decimals"
        sign = "comma" if "," in number else "dot"
        self._defaults.note("price", f"a {sign} before three digits read as {meaning}; --decimal settles it")
