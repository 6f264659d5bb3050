"""Services outside that photos may be sent to, as the settings have it."""

from __future__ import annotations

from gumsole.aws import HASTE, Account, Meter, Patience, Prices
from gumsole.errors import BadSettings
from gumsole.images.titan import DIMENSIONS
from gumsole.settings import Settings

TITAN_ENCODER = "titan:"


def account_of(settings: Settings, *, patient: bool = True, meter: Meter | None = None) -> Account:
    """The account of AWS that this store may use.

    Parameters
    ----------
    patient : bool
        Wait out throttling; False where a shopper waits, or whoever asks comes back later.

    Raises
    ------
    ServiceRefused
        If the SDK is not installed, or finds no region or no credentials.
    """
    patience = Patience() if patient else HASTE
    return Account(settings.aws_region, at_once=settings.aws_at_once, patience=patience, meter=meter)


def titan_dimension(settings: Settings) -> int | None:
    """Dimension of the Titan embeddings that the settings name; None where they name another encoder.

    Raises
    ------
    BadSettings
        If the model has no such dimension.
    """
    name, _, dimension = settings.encoder.partition(":")
    if f"{name}:" != TITAN_ENCODER:
        return None
    if dimension not in map(str, DIMENSIONS):
        raise BadSettings(
            f"encoder {settings.encoder!r}: Titan has {', '.join(map(str, DIMENSIONS))} dimensions; "
            "write titan:256"
        )
    return int(dimension)


def prices_of(settings: Settings) -> Prices:
    """US dollars that the settings reckon with."""
    return Prices(settings.price_labels, settings.price_moderation, settings.price_titan)
