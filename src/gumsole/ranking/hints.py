"""What a shopper may be told about the photo itself, with the parts of it to try instead."""

from __future__ import annotations

from collections.abc import Iterator

from gumsole.ranking.texts import DEFAULT_LANGUAGE, texts
from gumsole.records import Box, Hint, HintKind, Signals

# Measured on the first 120 phone photos of eval/grocery, shuffled by `random.Random(7)`, at most 1024 px a
# side: as they are, at a part of their light (linear sRGB), blurred (Gaussian, sigma in pixels of a short
# side of 256); and on 60 other views of products in eval/shops, most of them before plain backgrounds.
#
# Dark is what is dark all over: none as they are; at a tenth of the light 75 %, at a twentieth 98 % of the
# phone photos. A black thing in a light room has more contrast.
DARK_EXPOSURE, DARK_CONTRAST = 0.18, 0.12
# One of 120 phone photos as they are, all with a blur of 2, 4 % with a blur of 1; none of the other views.
BLURRED_SHARPNESS = 20.0
# Of phone photos with one subject a twentieth are below 0.105; of the other views none.
SMALL_SHARE = 0.1
# Room around a small subject on each side, of its own width or height, so that the crop shows all of it.
MARGIN = 0.15


def hints(signals: Signals, *, cropped: bool = False, language: str = DEFAULT_LANGUAGE) -> tuple[Hint, ...]:
    """Hints about an upload, none where nothing is amiss.

    Parameters
    ----------
    cropped : bool
        True if the shopper has chosen a part already: then nothing is said of other parts.
    """
    said = texts(language).hints
    found = [*_light(signals), *([] if cropped else _subject(signals))]
    return tuple(Hint(kind, said[kind], crops) for kind, crops in found)


def _light(signals: Signals) -> Iterator[tuple[HintKind, tuple[Box, ...]]]:
    """A dark photo is soft, too, and one hint is enough."""
    quality = signals.quality
    if quality.exposure < DARK_EXPOSURE and quality.contrast < DARK_CONTRAST:
        yield HintKind.TOO_DARK, ()
    elif quality.sharpness < BLURRED_SHARPNESS:
        yield HintKind.BLURRED, ()


def _subject(signals: Signals) -> Iterator[tuple[HintKind, tuple[Box, ...]]]:
    if len(signals.boxes) > 1:
        yield HintKind.SEVERAL_OBJECTS, signals.boxes
    elif signals.boxes[0].share < SMALL_SHARE:
        yield HintKind.SMALL_SUBJECT, (_with_margin(signals.boxes[0]),)


def _with_margin(box: Box) -> Box:
    left, top = max(0.0, box.x - MARGIN * box.w), max(0.0, box.y - MARGIN * box.h)
    right = min(1.0, box.x + (1 + MARGIN) * box.w)
    bottom = min(1.0, box.y + (1 + MARGIN) * box.h)
    return Box(left, top, right - left, bottom - top)
