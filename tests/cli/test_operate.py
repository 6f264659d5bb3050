"""`gumsole settings`, `doctor`, `calibrate`, `backup` and `restore` as an operator meets them."""

from __future__ import annotations

import json
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from gumsole import doctor
from gumsole.settings import FILE_NAME, Settings
from gumsole.store import Calibration, Store
from tests.cli.conftest import Run
from tests.shelf import assortment, lay_out

WIDE = {"COLUMNS": "200"}


def test_settings_tells_each_value_and_its_origin(run: Run, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("workers = 3\n")
    done = run("settings", "--store", tmp_path, env=WIDE | {"GUMSOLE_CURRENCY": "JPY"})
    lines = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()[1:]}
    assert set(lines) == {setting.name for setting in fields(Settings)}
    assert lines["workers"] == ["3", "file"]
    assert lines["currency"] == ["'JPY'", "environment"]
    assert lines["encoder"] == ["'lite0'", "default"]


def test_bad_settings_exit_78(run: Run, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("worker = 3\n")
    done = run("settings", "--store", tmp_path)
    assert (done.exit_code, "did you mean workers" in done.stderr) == (78, True)


def test_the_doctor_tells_what_is_there_and_what_was_taken_for_granted(run: Run, tmp_path: Path) -> None:
    lay_out(tmp_path, assortment()[:2])
    (tmp_path / "plain.csv").write_text("id,image_link\n1,mug-red.jpg\n2,gone.jpg\n")
    run("ingest", tmp_path / "plain.csv", "--store", tmp_path / "store")
    done = run("doctor", "--store", tmp_path / "store", env=WIDE)
    assert done.exit_code == 0, done.stderr
    for said in ("onnxruntime", "lite0", "1 analyzed, 1 failed", "taken for granted", "gone.jpg", "memory"):
        assert said in done.stdout, said


def test_the_doctor_says_what_to_do_with_an_empty_store(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("id,image_link\n1,gone.jpg\n")
    run("ingest", tmp_path / "bad.csv", "--store", tmp_path / "store")
    done = run("doctor", "--store", tmp_path / "store", env=WIDE)
    assert "nothing was ingested yet" in done.stdout


def test_a_backup_restores_to_a_store_that_answers_alike(run: Run, stocked: Path, tmp_path: Path) -> None:
    store, copy = tmp_path / "store", tmp_path / "copy"
    shutil.copytree(stocked, store)
    assert run("backup", copy, "--store", store).exit_code == 0
    shutil.rmtree(store)
    assert run("restore", copy, "--store", store).exit_code == 0
    photo = stocked.parent / "feed" / "mug-red.jpg"
    first, second = (run("search", photo, "--store", s, "--json") for s in (stocked, store))
    assert first.exit_code == second.exit_code == 0
    answers = [json.loads(done.stdout) | {"ms": None, "query_id": None} for done in (first, second)]
    assert answers[0] == answers[1]


def test_a_backup_of_nothing_exits_2(run: Run, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "copy", "--store", tmp_path / "none").exit_code == 2


def test_the_doctor_names_the_extra_that_is_missing(
    run: Run, stocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No package has this name, so it is missing wherever the tests run."""
    monkeypatch.setattr(doctor, "OPTIONAL", {"gumsole-no-such": "HEIC photos (pip install 'gumsole[heic]')"})
    done = run("doctor", "--store", stocked, env=WIDE)
    assert "pip install 'gumsole[heic]'" in done.stdout


def test_a_backup_replaces_a_store_only_when_told_to(run: Run, stocked: Path, tmp_path: Path) -> None:
    store, copy = tmp_path / "store", tmp_path / "copy"
    assert run("backup", copy, "--store", stocked).exit_code == 0
    assert run("restore", copy, "--store", store).exit_code == 0
    again = run("restore", copy, "--store", store)
    assert (again.exit_code, "--force" in again.stderr) == (2, True)
    assert run("restore", copy, "--store", store, "--force").exit_code == 0


# --- calibrate ---


def test_a_calibration_says_what_it_could_not_learn(run: Run, own_wares: Path) -> None:
    """Six groups are fewer than the nineteen that bands take."""
    done = run("calibrate", "--store", own_wares)
    assert done.exit_code == 0, done.stderr
    assert [line.partition(":")[:1] for line in done.stdout.splitlines()] == [("guard",), ("bands",)]


def test_a_calibration_renews_the_passport_and_the_index_with_it(
    run: Run, own_wares: Path, photo: Path
) -> None:
    def in_use() -> tuple[int, list[str]]:
        with Store.open(own_wares) as store:
            issued = store.passports.active()
            assert issued
            return issued.id, sorted(path.name for path in (own_wares / "index").iterdir())

    before = in_use()
    run("calibrate", "--store", own_wares)
    after = in_use()
    assert after[0] > before[0]
    assert after[1] != before[1]
    found = json.loads(run("search", photo, "--store", own_wares, "--json").stdout)["hits"]
    assert found[0]["group"] == "mug"
    assert in_use() == after  # the search found an index that fits


def test_a_store_that_is_being_ingested_into_is_not_calibrated(run: Run, own_wares: Path) -> None:
    with Store.open(own_wares) as store, store.ingesting():
        done = run("calibrate", "--store", own_wares)
    assert (done.exit_code, "another ingest" in done.stderr) == (75, True)


def test_there_is_nothing_to_calibrate_without_photos(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("id,image_link\n1,gone.jpg\n")
    run("ingest", tmp_path / "bad.csv", "--store", tmp_path / "store")
    for folder in (tmp_path / "store", tmp_path / "none"):
        done = run("calibrate", "--store", folder)
        assert (done.exit_code, "gumsole ingest FEED" in done.stderr) == (2, True)


def test_a_damaged_calibration_is_mended_by_the_command_that_the_error_names(
    run: Run, own_wares: Path, photo: Path
) -> None:
    with Store.open(own_wares) as store:
        issued = store.passports.active()
        assert issued
        store.calibrations.put(issued.id, Calibration(b"damaged", b"damaged"))
    refused = run("search", photo, "--store", own_wares)
    assert (refused.exit_code, "run: gumsole calibrate" in refused.stderr) == (78, True)
    assert run("calibrate", "--store", own_wares).exit_code == 0
    assert run("search", photo, "--store", own_wares).exit_code == 0
