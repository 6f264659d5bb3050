"""`gumsole tune` and `gumsole encoder` as an operator meets them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gumsole.evaluate import Interval
from gumsole.images.tuned import Head
from gumsole.tuning import KindFigures, Recipe, Tuning
from tests.cli.conftest import Run
from tests.fakes import tiny_tower
from tests.images.test_tower import IMAGE, TEXT, text_model, write_tokenizer
from tests.shelf import assortment, lay_out

GAIN = Interval(0.05, 0.02, 0.08)
SHARE = Interval(0.5, 0.4, 0.6)


def tuning(*, wins: bool) -> Tuning:
    """What tuning may say, and a head that turns nothing."""
    kind = KindFigures("phone", 64, 16, (SHARE, SHARE), (SHARE, SHARE), GAIN)
    nothing = np.zeros(4, np.float32)
    return Tuning(
        head=Head(np.eye(4, dtype=np.float32), nothing, nothing),
        kinds=(kind,),
        difference=GAIN if wins else Interval(0.01, -0.02, 0.04),
        wins=wins,
        recipe=Recipe(),
        folds=(Recipe(),),
        tried=(),
        overlap=0.75,
        photos=16,
        views=64,
        groups=16,
    )


@pytest.fixture
def store(tmp_path: Path, run: Run) -> Path:
    """The drawn shelf, looked at by a tiny tower that the store's settings name."""
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "gumsole.toml").write_text(f'encoder = "{tiny_tower(tmp_path / "tiny")}"\n')
    feed = lay_out(tmp_path / "feed", assortment())
    done = run("ingest", feed, "--store", folder)
    assert done.exit_code == 0, done.output
    return folder


def test_a_head_that_wins_is_kept_beside_and_used_and_left_again(
    store: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gumsole.assembly.tuning.tune", lambda *_, **__: tuning(wins=True))
    done = run("tune", "--views", "16", "--store", store)
    assert done.exit_code == 0, done.output
    assert "it wins, R@1 of a photo for another of its item by +0.050 (+0.020 to +0.080)" in done.stdout
    name = done.stdout.rsplit("gumsole encoder use ", 1)[1].strip()
    assert name.startswith("tiny-1+")
    listed = {one["id"]: one for one in json.loads(run("encoder", "list", "--json", "--store", store).stdout)}
    assert not listed[name]["in_use"]
    assert listed[name]["photos"] == 16
    used = run("encoder", "use", name, "--store", store)
    assert f"in use now: {name}" in used.stdout
    base = used.stdout.rsplit("to go back: gumsole encoder use ", 1)[1].strip()
    assert run("encoder", "use", base, "--store", store).exit_code == 0
    table = run("encoder", "list", "--store", store).stdout
    assert [line for line in table.splitlines() if line.startswith("*") and base[:20] in line]


def test_a_head_that_does_not_win_is_refused_with_its_figures(
    store: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gumsole.assembly.tuning.tune", lambda *_, **__: tuning(wins=False))
    done = run("tune", "--views", "16", "--json", "--store", store)
    assert done.exit_code == 1
    figures = json.loads(done.stdout)
    assert figures["id"] is None
    assert figures["wins"] is False
    assert figures["difference"] == {"mean": 0.01, "low": -0.02, "high": 0.04}
    assert figures["kinds"][0]["difference"]["low"] == 0.02
    told = run("tune", "--views", "16", "--store", store)
    assert "not kept" in told.stdout
    assert not list((store / "encoders").glob("*")) if (store / "encoders").exists() else True


def test_a_small_store_is_told_what_is_missing(store: Path, run: Run) -> None:
    done = run("tune", "--views", "16", "--store", store)
    assert done.exit_code == 2
    assert "16 product groups of at least 30" in done.stderr


def test_a_tower_is_added_pinned_and_compared_with_another(store: Path, run: Run, tmp_path: Path) -> None:
    other = tiny_tower(tmp_path / "other")
    (other / "encoder.toml").write_text(IMAGE.replace("tiny-1", "tiny-2").replace("0.25", "0.5"))
    done = run("encoder", "add", other, "--store", store)
    assert done.exit_code == 0, done.output
    assert "tiny-2: 4 dimensions, photos, files pinned" in done.stdout
    labeled = tmp_path / "labeled"
    shutil.copytree(tmp_path / "feed", labeled)
    rows = ["image,product_id,group_id,category,role"]
    rows += [
        f"{product.sku}.jpg,{product.sku},{product.sku},{product.shape},{role}"
        for product in assortment()
        for role in ("catalog", "query")
    ]
    (labeled / "items.csv").write_text("\n".join(rows) + "\n")
    written = tmp_path / "figures.json"
    words = ["--encoder", "tiny-2", "--encoder", tmp_path / "tiny", "--json", written, "--store", store]
    done = run("evaluate", labeled, *words, env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    assert "R@1" in done.stdout
    sides = json.loads(written.read_text())["encoders"]
    assert [side["encoder"] for side in sides] == ["tiny-2", str(tmp_path / "tiny")]
    first, second = ({figure["name"]: figure for figure in side["figures"]} for side in sides)
    assert first["r1"]["difference"] is None
    gained = second["r1"]["value"]["mean"] - first["r1"]["value"]["mean"]
    assert second["r1"]["difference"]["mean"] == pytest.approx(gained)
    assert second["r1"]["value"]["low"] <= second["r1"]["value"]["mean"] <= second["r1"]["value"]["high"]


def test_a_changed_file_is_refused_by_whatever_uses_it(store: Path, run: Run, tmp_path: Path) -> None:
    other = tiny_tower(tmp_path / "other")
    (other / "encoder.toml").write_text(IMAGE.replace("tiny-1", "tiny-2"))
    run("encoder", "add", other, "--store", store)
    with (store / "encoders" / "tiny-2" / "image.onnx").open("ab") as file:
        file.write(b"\0")
    done = run("encoder", "use", "tiny-2", "--store", store)
    assert done.exit_code == 78
    assert "is not the file that was registered" in done.stderr


def test_words_are_searched_by_what_they_mean_where_the_encoder_reads(
    store: Path, run: Run, tmp_path: Path
) -> None:
    pytest.importorskip("tokenizers", reason="pip install tokenizers")
    reader = tiny_tower(tmp_path / "reader")
    (reader / "encoder.toml").write_text(IMAGE.replace("tiny-1", "reader-1") + TEXT)
    (reader / "text.onnx").write_bytes(text_model())
    write_tokenizer(reader / "tokenizer.json")
    assert "photos and words" in run("encoder", "add", reader, "--store", store).stdout
    words = ["search", "--words", "gum sole", "--json", "--store", store]
    blind = json.loads(run(*words).stdout)
    assert blind["step"]["kind"] != "as_asked"  # full text knows neither word
    run("encoder", "use", "reader-1", "--store", store)
    seeing = json.loads(run(*words).stdout)
    assert seeing["step"]["kind"] == "as_asked"
    assert seeing["hits"]


def test_a_kind_of_question_about_few_groups_cannot_lose_for_sure() -> None:
    few = replace(tuning(wins=True).kinds[0], difference=Interval(-0.5, -0.6, -0.4))
    assert few.loses
    assert not replace(few, groups=9).loses
