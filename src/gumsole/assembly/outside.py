"""Services outside that photos may be sent to, as the settings have it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from gumsole.assembly.photos import Content
from gumsole.aws import HASTE, Account, Meter, Operation, Patience, Prices
from gumsole.errors import BadPhoto, BadSettings, ServiceDown
from gumsole.images.decode import Decoder, decode
from gumsole.images.rekognition import Rekognition
from gumsole.images.titan import DIMENSIONS
from gumsole.labeling import Ask, Errand
from gumsole.records import Box, Labeling
from gumsole.settings import Settings
from gumsole.store import Asked, Store

TITAN_ENCODER = "titan:"
REKOGNITION = "rekognition"

# Told of the services that the policy is about; of models at Bedrock AWS says that it keeps nothing.
OPT_OUT = (
    "set the AI services opt-out policy of your AWS organization for Rekognition, or AWS may keep photos to "
    "improve its services"
)


@dataclass(frozen=True, slots=True)
class Bill:
    """What was asked of AWS, and about what it costs, US dollars."""

    calls: Mapping[Operation, int]
    usd: float


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


def asked_of(settings: Settings) -> tuple[Asked, ...]:
    """What services are asked of catalog photos beside their signals.

    Raises
    ------
    BadSettings
        If nobody of the name labels, or uploads are to be labeled by nobody.
    """
    if settings.labels not in {"", REKOGNITION}:
        raise BadSettings(
            f"nobody labels who is called {settings.labels!r}; write rekognition, or leave it empty"
        )
    if settings.label_uploads and not settings.labels:
        raise BadSettings('label_uploads needs somebody who labels; set labels = "rekognition"')
    wanted = ((Asked.LABELS, bool(settings.labels)), (Asked.MODERATION, settings.moderate))
    return tuple(asked for asked, on in wanted if on)


def unlabeled(settings: Settings) -> Settings:
    """The same settings, and nobody is asked for labels: for stores that are only measured."""
    return replace(settings, labels="", label_uploads=False, moderate=False)


def errand_of(
    store: Store,
    settings: Settings,
    content: Content,
    *,
    decode: Decoder = decode,
    patient: bool = True,
    meter: Meter | None = None,
) -> Errand | None:
    """What is to be asked of catalog photos; None where nothing is."""
    asked = asked_of(settings)
    if not asked:
        return None
    rekognition = Rekognition(account_of(settings, patient=patient, meter=meter), decode=decode)
    services: dict[Asked, Ask] = {
        Asked.LABELS: rekognition.labels,
        Asked.MODERATION: rekognition.moderation,
    }
    return Errand(
        store=store,
        content=content,
        services=tuple((one, services[one]) for one in asked),
        at_once=settings.aws_at_once,
        confidence=settings.label_confidence,
    )


def upload_labels_of(
    settings: Settings, *, decode: Decoder = decode, meter: Meter | None = None
) -> Callable[[bytes, Box | None], Labeling | None] | None:
    """Labels of shoppers' photos that count; None where uploads stay here.

    A search goes on without them where the service takes no such photo, or does not answer in time.
    """
    asked_of(settings)
    if not settings.label_uploads:
        return None
    rekognition = Rekognition(account_of(settings, patient=False, meter=meter), decode=decode)

    def labels(data: bytes, crop: Box | None) -> Labeling | None:
        try:
            seen = rekognition.labels(data, crop=crop)
        except (BadPhoto, ServiceDown):
            return None
        sure = tuple(label for label in seen.labels if label.confidence >= settings.label_confidence)
        return replace(seen, labels=sure)

    return labels


def processors_of(settings: Settings) -> tuple[str, ...]:
    """Who is given shoppers' photos, where and what for, in plain words; empty where they stay here."""
    titan = titan_dimension(settings)
    if not titan and not settings.label_uploads:
        return ()
    region, named = account_of(settings).region, []
    if titan:
        named.append(
            f"Amazon Web Services, Amazon Bedrock (Titan Multimodal Embeddings), region {region}: turns the "
            "photo, downscaled and without metadata, into the numbers that it is compared by."
        )
    if settings.label_uploads:
        named.append(
            f"Amazon Web Services, Amazon Rekognition (DetectLabels), region {region}: names things and "
            "colors in the photo, downscaled and without metadata. Whether AWS may keep it to improve its "
            "services is for the store's AI services opt-out policy to say."
        )
    return tuple(named)


def prices_of(settings: Settings) -> Prices:
    """US dollars that the settings reckon with."""
    return Prices(settings.price_labels, settings.price_moderation, settings.price_titan)


def bill_of(settings: Settings, calls: Mapping[Operation, int]) -> Bill:
    """About what these calls cost; S3 is billed by itself."""
    charged = {one: count for one, count in calls.items() if prices_of(settings).of(one)}
    return Bill(charged, prices_of(settings).cost(charged))
