"""Colors as people see and name them: CIELAB, ΔE2000, a basic palette of names.

Pure functions: arrays in, arrays out. CIELAB is taken under D65, 2° observer, the white of sRGB.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BadPhoto
from gumsole.records import Matrix

# Rows give X, Y, Z of linear sRGB, divided by the D65 white (IEC 61966-2-1).
SRGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
D65 = SRGB_TO_XYZ.sum(axis=1)

# CIE 15:2004, 8.2.1.1: below this ratio the cube root gives way to a line.
LAB_EPSILON = (6 / 29) ** 3

# Color names a shopper uses, each with the colors that people gave that name, or a shade of it, in the xkcd
# color survey (R. Munroe 2010, 222,500 people, CC0, https://xkcd.com/color/rgb/).
NAMED = {
    "black": "000000 070d0d",
    "gray": "929591 7d7f7c 59656d 363737 978a84 95a3a6",
    "light gray": "c5c9c7 d8dcd6",
    "white": "ffffff",
    "cream": "ffffc2 ffffe4 ffffd4",
    "beige": "e6daa6",
    "taupe": "b9a281 ba9e88 7f684e",
    "tan": "d1b26f c9ae74",
    "brown": "653700 341c02 3d1c02 7f5112 ad8150 9c6d57 876e4b",
    "red": "e50000 be0119 840000 bb3f3f d3494e",
    "burgundy": "610023 650021 7b0323",
    "pink": "ff81c0 ffd1df ffcfdc cb416b d58a94 c0737a ff028d",
    "coral": "fc5a50 ff796c fe7b7c",
    "peach": "ffb07c ffd8b1",
    "orange": "f97306 c65102 c04e01 fdaa48",
    "gold": "dbb40c fac205 ceb301 b59410",
    "yellow": "ffff14 fffe7a fdff52",
    "khaki": "aaa662 9b8f55",
    "olive": "6e750e 677a04 373e02",
    "green": "15b01a 033500 06470c 3f9b0b 96f97b 76a973 87ae73",
    "mint": "9ffeb0 b6ffbb",
    "teal": "029386 014d4e",
    "turquoise": "06c2ac 13eac9",
    "light blue": "95d0fc d0fefe a2cffe 75bbfd",
    "blue": "0343df 2c6fbb 5a86ad 3b5b92 5a7d9a",
    "navy": "01153e 001146 00035b",
    "purple": "7e1e9c 35063e 825f87 bf77f6",
    "lavender": "c79fef cea2fd",
    "magenta": "c20078 ed0dd9",
}


def srgb_to_lab(rgb: NDArray[np.uint8]) -> Matrix:
    """CIELAB of 8-bit sRGB colors.

    Parameters
    ----------
    rgb : ndarray of shape (..., 3), uint8

    Returns
    -------
    ndarray of shape (..., 3), float32
        L in [0, 100]; a in [-87, 99], b in [-108, 95].

    Raises
    ------
    BadPhoto
        If `rgb` is not uint8 with a last axis of 3.

    References
    ----------
    IEC 61966-2-1:1999, CIE 15:2004.
    """
    if rgb.dtype != np.uint8 or rgb.shape[-1:] != (3,):
        raise BadPhoto(f"expected sRGB as uint8 of shape (..., 3), got {rgb.dtype} {rgb.shape}")
    xyz = _linear()[rgb] @ (SRGB_TO_XYZ / D65[:, None]).T  # (..., 3), white is 1, 1, 1
    f = np.where(xyz > LAB_EPSILON, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = np.moveaxis(f, -1, 0)
    return np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), axis=-1).astype(np.float32)


@lru_cache(maxsize=1)
def _linear() -> NDArray[np.float64]:
    """Linear light of the 256 sRGB levels, in [0, 1]."""
    level = np.arange(256) / 255
    return np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)


def delta_e_2000(left: NDArray[np.floating], right: NDArray[np.floating]) -> NDArray[np.float64]:
    """Perceived difference of colors, CIEDE2000 with kL = kC = kH = 1; 0 is identical.

    Parameters
    ----------
    left, right : ndarray of shape (..., 3)
        CIELAB; shapes broadcast against each other.

    Returns
    -------
    ndarray of shape (...), float64
        About 1 can just be told apart side by side.

    Raises
    ------
    BadPhoto
        If either last axis is not L, a, b.

    References
    ----------
    Sharma, Wu, Dalal (2005), "The CIEDE2000 color-difference formula: implementation notes, supplementary
    test data, and mathematical observations", Color Research & Application 30(1).
    """
    for lab in (left, right):
        if lab.shape[-1:] != (3,):
            raise BadPhoto(f"expected CIELAB of shape (..., 3), got {lab.shape}")
    light1, a1, b1 = np.moveaxis(np.asarray(left, np.float64), -1, 0)
    light2, a2, b2 = np.moveaxis(np.asarray(right, np.float64), -1, 0)
    stretch = 1.5 - 0.5 * _saturation((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2)
    chroma1, hue1 = _polar(a1 * stretch, b1)
    chroma2, hue2 = _polar(a2 * stretch, b2)
    gray = chroma1 * chroma2 == 0
    # The shorter way around; half a turn keeps its sign, which decides the mean hue (Sharma's pairs 14, 15).
    apart = hue2 - hue1
    turn = np.where(gray, 0, apart - 360 * (apart > 180) + 360 * (apart < -180))
    hue = np.where(gray, hue1 + hue2, (hue1 + turn / 2) % 360)
    light, chroma = (light1 + light2) / 2, (chroma1 + chroma2) / 2
    d_light = (light2 - light1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    d_chroma = (chroma2 - chroma1) / (1 + 0.045 * chroma)
    d_hue = 2 * np.sqrt(chroma1 * chroma2) * np.sin(np.radians(turn / 2))
    d_hue = d_hue / (1 + 0.015 * chroma * _hue_weight(hue))
    blue = 60 * np.exp(-(((hue - 275) / 25) ** 2))
    rotation = -2 * _saturation(chroma) * np.sin(np.radians(blue))
    squared: NDArray[np.float64] = d_light**2 + d_chroma**2 + d_hue**2 + rotation * d_chroma * d_hue
    return np.sqrt(squared)


def _saturation(chroma: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.sqrt(chroma**7 / (chroma**7 + 25.0**7))


def _polar(a: NDArray[np.float64], b: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360


def _hue_weight(hue: NDArray[np.float64]) -> NDArray[np.float64]:
    """T of the formula; `hue` in degrees."""
    one, two, three, four = (
        np.cos(np.radians(times * hue + shift)) for times, shift in ((1, -30), (2, 0), (3, 6), (4, -63))
    )
    weight: NDArray[np.float64] = 1 - 0.17 * one + 0.24 * two + 0.32 * three - 0.20 * four
    return weight


def nearest_names(lab: NDArray[np.floating]) -> tuple[str, ...]:
    """The basic color name nearest to each CIELAB color (n, 3), by ΔE2000."""
    names, anchors = named_colors()
    nearest = delta_e_2000(lab[:, None, :], anchors[None, :, :]).argmin(axis=1)
    return tuple(names[index] for index in nearest)


@lru_cache(maxsize=1)
def named_colors() -> tuple[tuple[str, ...], Matrix]:
    """Names and CIELAB (n, 3) of the basic palette; a name comes back once for each of its shades."""
    pairs = [(name, shade) for name, shades in NAMED.items() for shade in shades.split()]
    rgb = np.array([list(bytes.fromhex(shade)) for _, shade in pairs], dtype=np.uint8)
    return tuple(name for name, _ in pairs), srgb_to_lab(rgb)
