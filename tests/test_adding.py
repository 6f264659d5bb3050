"""Towers of well-known families are registered, tried and pinned, and read words where they can."""

from __future__ import annotations

from pathlib import Path

import httpx
import numpy as np
import pytest

from gumsole import assembly
from gumsole.assembly.encoders import own_shelf
from gumsole.errors import BadQuery, BrokenEncoder
from gumsole.images.encoder import unit
from gumsole.images.hub import Hub
from gumsole.images.manifest import MANIFEST
from gumsole.images.presets import PRESETS, Preset
from gumsole.images.tower import Tower
from gumsole.settings import Settings
from tests.fakes import tiny_tower
from tests.images.test_tower import plain
from tests.images.towers import family, write_family

NO_HUB = Hub("https://hub.invalid", transport=httpx.MockTransport(lambda _: httpx.Response(404)))


def added(store: Path, source: Path | str, preset: str = "", hub: Hub = NO_HUB) -> Tower:
    return assembly.add_encoder(store, str(source), hub=hub, preset=preset)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_familys_export_is_understood_by_its_preset(tmp_path: Path, preset: Preset) -> None:
    pytest.importorskip("tokenizers", reason="pip install tokenizers")
    tower = added(tmp_path / "store", write_family(tmp_path / "export", preset), preset.name)
    assert (tower.id, tower.dimension, tower.reads) == (preset.name, preset.dimension, preset.length > 0)
    mean, std = (np.array(values) for values in preset.norm)
    seen = tower.encode(plain(255, 0, 51))
    expected = np.zeros(preset.dimension, np.float32)
    expected[:3] = (np.array([1, 0, 0.2]) - mean) / std
    np.testing.assert_allclose(seen.embedding, unit(expected), atol=1e-4)
    if tower.reads:
        np.testing.assert_allclose(tower.encode_text("green")[:3], [0, 1, 0], atol=1e-6)


def test_words_are_lowered_where_a_family_expects_it(tmp_path: Path) -> None:
    pytest.importorskip("tokenizers", reason="pip install tokenizers")
    low, as_is = (
        added(tmp_path / name, write_family(tmp_path / name / "export", family(name)), name)
        for name in ("siglip2-base", "clip-vit-b32")
    )
    assert low.encode_text("GREEN")[1] == pytest.approx(1)
    assert as_is.encode_text("GREEN")[1] == pytest.approx(0)


def test_weights_that_lie_beside_the_graph_come_along_and_are_pinned(tmp_path: Path) -> None:
    source = write_family(tmp_path / "export", family("dinov3-small"), data_apart=True)
    tower = added(tmp_path / "store", source, "dinov3-small")
    pinned = tmp_path / "store" / "encoders" / tower.id / "vision_model.onnx_data"
    pinned.write_bytes(pinned.read_bytes()[:-4] + b"\0\0\0\1")
    with pytest.raises(BrokenEncoder, match="is not the file that was registered"):
        assembly.encoder_of(Settings(encoder=tower.id), tmp_path / "store")


def test_a_folder_with_a_manifest_needs_no_preset_and_is_found_by_its_id(tmp_path: Path) -> None:
    tower = added(tmp_path / "store", tiny_tower(tmp_path / "tiny"))
    found = assembly.encoder_of(Settings(encoder="tiny-1"), tmp_path / "store")
    assert (found.id, found.file_hash) == (tower.id, tower.file_hash)


def test_an_operators_own_encoders_are_there_for_every_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assembly.add_encoder(tmp_path / "a", str(tiny_tower(tmp_path / "tiny")), hub=NO_HUB, for_user=True)
    assert own_shelf() == tmp_path / "data" / "gumsole" / "encoders"
    assert assembly.encoder_of(Settings(encoder="tiny-1"), tmp_path / "b").id == "tiny-1"


def test_a_folder_without_manifest_or_preset_is_refused_and_names_the_presets(tmp_path: Path) -> None:
    source = write_family(tmp_path / "export", family("dinov2-small"))
    with pytest.raises(BrokenEncoder, match=r"--preset: clip-vit-b32, siglip2-base"):
        added(tmp_path / "store", source)


def test_towers_that_do_not_compute_what_the_manifest_says_are_not_kept(tmp_path: Path) -> None:
    source = write_family(tmp_path / "export", family("dinov2-small"))
    with pytest.raises(BrokenEncoder, match="the manifest says"):
        added(tmp_path / "store", source, "dinov2-base")
    assert not list((tmp_path / "store").rglob("*.onnx"))


def test_a_preset_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadQuery, match="no preset 'x'"):
        added(tmp_path / "store", tiny_tower(tmp_path / "tiny"), "x")


def test_a_manifest_may_name_no_file_elsewhere(tmp_path: Path) -> None:
    source = tiny_tower(tmp_path / "tiny")
    (tmp_path / "away.onnx").write_bytes((source / "image.onnx").read_bytes())
    written = (source / MANIFEST).read_text()
    for name, said in (("../away.onnx", "beside itself"), ("lost.onnx", "is not there")):
        (source / MANIFEST).write_text(written.replace("image.onnx", name))
        with pytest.raises(BrokenEncoder, match=said):
            added(tmp_path / "store", source)


def test_a_hub_is_asked_once_and_its_family_is_known_by_its_id(tmp_path: Path) -> None:
    source = write_family(tmp_path / "export", family("dinov2-small"))
    asked: list[str] = []

    def hub(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        file = source / Path(request.url.path).name
        there = request.url.path.endswith("/onnx/model.onnx")
        return (
            httpx.Response(200, content=(source / "vision_model.onnx").read_bytes())
            if there or (file.exists() and file.name != "vision_model.onnx")
            else httpx.Response(404)
        )

    over = Hub("https://hub.example", transport=httpx.MockTransport(hub))
    tower = added(tmp_path / "store", "onnx-community/dinov2-small-ONNX", hub=over)
    assert tower.id == "dinov2-small"
    count = len(asked)
    assert assembly.encoder_of(Settings(encoder="dinov2-small"), tmp_path / "store").id == "dinov2-small"
    assert len(asked) == count
