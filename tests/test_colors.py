"""Colors as people see and name them."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.colors import NAMED, delta_e_2000, named_colors, nearest_names, srgb_to_lab
from gumsole.errors import BadPhoto

# Table 1 of Sharma, Wu, Dalal (2005): L, a, b of two colors and their ΔE2000, to four decimals.
SHARMA = """
50.0000   2.6772 -79.7751  50.0000   0.0000 -82.7485   2.0425
50.0000   3.1571 -77.2803  50.0000   0.0000 -82.7485   2.8615
50.0000   2.8361 -74.0200  50.0000   0.0000 -82.7485   3.4412
50.0000  -1.3802 -84.2814  50.0000   0.0000 -82.7485   1.0000
50.0000  -1.1848 -84.8006  50.0000   0.0000 -82.7485   1.0000
50.0000  -0.9009 -85.5211  50.0000   0.0000 -82.7485   1.0000
50.0000   0.0000   0.0000  50.0000  -1.0000   2.0000   2.3669
50.0000  -1.0000   2.0000  50.0000   0.0000   0.0000   2.3669
50.0000   2.4900  -0.0010  50.0000  -2.4900   0.0009   7.1792
50.0000   2.4900  -0.0010  50.0000  -2.4900   0.0010   7.1792
50.0000   2.4900  -0.0010  50.0000  -2.4900   0.0011   7.2195
50.0000   2.4900  -0.0010  50.0000  -2.4900   0.0012   7.2195
50.0000  -0.0010   2.4900  50.0000   0.0009  -2.4900   4.8045
50.0000  -0.0010   2.4900  50.0000   0.0010  -2.4900   4.8045
50.0000  -0.0010   2.4900  50.0000   0.0011  -2.4900   4.7461
50.0000   2.5000   0.0000  50.0000   0.0000  -2.5000   4.3065
50.0000   2.5000   0.0000  73.0000  25.0000 -18.0000  27.1492
50.0000   2.5000   0.0000  61.0000  -5.0000  29.0000  22.8977
50.0000   2.5000   0.0000  56.0000 -27.0000  -3.0000  31.9030
50.0000   2.5000   0.0000  58.0000  24.0000  15.0000  19.4535
50.0000   2.5000   0.0000  50.0000   3.1736   0.5854   1.0000
50.0000   2.5000   0.0000  50.0000   3.2972   0.0000   1.0000
50.0000   2.5000   0.0000  50.0000   1.8634   0.5757   1.0000
50.0000   2.5000   0.0000  50.0000   3.2592   0.3350   1.0000
60.2574 -34.0099  36.2677  60.4626 -34.1751  39.4387   1.2644
63.0109 -31.0961  -5.8663  62.8187 -29.7946  -4.0864   1.2630
61.2901   3.7196  -5.3901  61.4292   2.2480  -4.9620   1.8731
35.0831 -44.1164   3.7933  35.0232 -40.0716   1.5901   1.8645
22.7233  20.0904 -46.6940  23.0331  14.9730 -42.5619   2.0373
36.4612  47.8580  18.3852  36.2715  50.5065  21.2231   1.4146
90.8027  -2.0831   1.4410  91.1528  -1.6435   0.0447   1.4441
90.9257  -0.5406  -0.9208  88.6381  -0.8985  -0.7239   1.5381
 6.7747  -0.2908  -2.4247   5.8714  -0.0985  -2.2286   0.6377
 2.0776   0.0795  -1.1350   0.9033  -0.0636  -0.5514   0.9082
"""


def sharma() -> np.ndarray:
    return np.array([[float(word) for word in line.split()] for line in SHARMA.strip().splitlines()])


def test_delta_e_2000_agrees_with_every_published_pair_in_both_directions() -> None:
    table = sharma()
    assert table.shape == (34, 7)
    np.testing.assert_allclose(delta_e_2000(table[:, :3], table[:, 3:6]), table[:, 6], atol=5.1e-5)
    np.testing.assert_allclose(delta_e_2000(table[:, 3:6], table[:, :3]), table[:, 6], atol=5.1e-5)


def test_delta_e_2000_broadcasts_one_color_against_many() -> None:
    many = sharma()[:, 3:6]
    found = delta_e_2000(many[0], many)
    assert found.shape == (34,)
    assert found[0] == 0


# The widely published CIELAB of the sRGB primaries under D65, to two decimals.
@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((0, 0, 0), (0, 0, 0)),
        ((255, 255, 255), (100, 0, 0)),
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 255, 0), (87.73, -86.18, 83.18)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
        ((128, 128, 128), (53.59, 0, 0)),
    ],
)
def test_srgb_becomes_the_published_lab(rgb: tuple[int, int, int], lab: tuple[float, float, float]) -> None:
    np.testing.assert_allclose(srgb_to_lab(np.array(rgb, np.uint8)), lab, atol=0.01)


def test_lab_keeps_the_shape_and_is_float32() -> None:
    lab = srgb_to_lab(np.zeros((4, 5, 3), np.uint8))
    assert lab.shape == (4, 5, 3)
    assert lab.dtype == np.float32


def test_wrong_shapes_and_types_are_refused_with_what_was_expected() -> None:
    with pytest.raises(BadPhoto, match=r"uint8 of shape \(\.\.\., 3\), got float64 \(2, 3\)"):
        srgb_to_lab(np.zeros((2, 3)))  # type: ignore[arg-type]
    with pytest.raises(BadPhoto, match=r"CIELAB of shape \(\.\.\., 3\), got \(4,\)"):
        delta_e_2000(np.zeros(4), np.zeros(3))


def test_each_shade_of_the_palette_is_called_by_its_own_name() -> None:
    names, anchors = named_colors()
    assert set(names) == set(NAMED)
    assert nearest_names(anchors) == names


# Colors that anybody would call so, none of them a shade of the palette.
@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((250, 250, 248), "white"),
        ((20, 20, 22), "black"),
        ((130, 128, 130), "gray"),
        ((25, 30, 60), "navy"),
        ((200, 30, 40), "red"),
        ((90, 55, 30), "brown"),
        ((60, 130, 60), "green"),
    ],
)
def test_everyday_colors_get_the_name_a_person_would_use(rgb: tuple[int, int, int], name: str) -> None:
    assert nearest_names(srgb_to_lab(np.array([rgb], np.uint8))) == (name,)
