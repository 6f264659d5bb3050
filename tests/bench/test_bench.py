"""`gumsole bench` on as little as it can be run on: what it measures and says, never how fast."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import gumsole.bench
from gumsole.bench import Figure, bench
from gumsole.bench.retrieval import COLOR_WEIGHTS, SHARES
from gumsole.bench.sizes import Sizes
from gumsole.bench.start import anonymous_bytes
from gumsole.cli import main
from gumsole.settings import Settings

TINY = Sizes(
    base_photos=40, learned_photos=1, ingest_photos=4, ingest_rounds=1, feed_rows=15, uploads=1, queries=2
)
ROWS = 1000

RATIOS = {"ingest / bare work", "query / (decode + encode)"}
PARTS = ("guard", "candidates", "bands", "hiding", "columns", "rules", "places", "facets")
UNITS = {
    "ingest": "photos/s",
    "ingest, peak memory": "MB",
    "signals beside the encoder": "ms",
    "decode": "ms",
    "encode": "ms",
    "retrieval, ranking and hits": "ms",
    "ranking": "ms",
    **{f"ranking, {part}": "ms" for part in PARTS},
    "page of hits": "ms",
    "words, full text": "ms",
    "words, whole query": "ms",
    "another page": "ms",
    "offers, patched and obeyed": "s",
    "start until the first answer": "s",
    "anonymous memory": "bytes/photo",
    "mapped vectors": "bytes/photo",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run of the command left."""

    exit_code: int
    lines: list[str]
    figures: list[dict[str, object]]

    def named(self, start: str) -> list[dict[str, object]]:
        return [figure for figure in self.figures if str(figure["name"]).startswith(start)]


def tiny(settings: Settings, *, rows: int, scale: int, **_: object) -> Iterator[Figure]:
    return bench(settings, rows=rows, scale=scale, sizes=TINY)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    folder = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        # A whole measurement takes minutes, and the command offers no smaller one.
        patch.setattr(gumsole.bench, "bench", tiny)
        words = ["bench", "--rows", ROWS, "--scale", ROWS, "--json", folder / "bench.json", "--store", folder]
        done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    figures = json.loads((folder / "bench.json").read_text())
    return Measured(done.exit_code, done.stdout.splitlines(), figures)


def test_each_figure_is_printed_and_written_with_its_unit(measured: Measured) -> None:
    assert len(measured.lines) == len(measured.figures)
    for line, figure in zip(measured.lines, measured.figures, strict=True):
        assert line.startswith(str(figure["name"]))
        assert str(figure["how"]) in line
    units = {str(figure["name"]): figure["unit"] for figure in measured.figures}
    shares = {name for name in units if name.startswith(("retrieval / best", "recall@"))}
    assert set(units) == shares | RATIOS | set(UNITS)
    assert {name: units[name] for name in UNITS} == UNITS
    assert {units[name] for name in shares | RATIOS} == {""}


def test_ratios_rates_and_sizes_are_positive(measured: Measured) -> None:
    differences = {
        "signals beside the encoder",
        "retrieval, ranking and hits",
    }  # may be nothing, within noise
    for figure in measured.figures:
        value = float(str(figure["value"]))
        assert math.isfinite(value), figure
        assert value > 0 or figure["name"] in differences | {"anonymous memory"}, figure


def test_retrieval_is_held_against_faiss_at_every_share_of_the_rows(measured: Measured) -> None:
    found = measured.named("retrieval / best faiss call")
    assert len(found) == 2 * len(SHARES)  # of the index that is queried, and of the large one
    shares = {str(figure["name"]).rpartition(" ")[2] for figure in found}
    assert shares == {f"{share:.1%}" for share in SHARES}


def test_a_small_index_finds_all_of_the_true_first_fifty(measured: Measured) -> None:
    recalls = [figure["value"] for figure in measured.named("recall@50")]
    assert recalls == [1.0] * 2 * len(COLOR_WEIGHTS)


def test_mapped_vectors_take_four_bytes_a_number(measured: Measured) -> None:
    (mapped,) = measured.named("mapped vectors")
    (dimensions, rest) = divmod(float(str(mapped["value"])), 4)
    assert (dimensions > 0, rest) == (True, 0)


def test_the_exit_code_says_whether_every_target_was_reached(measured: Measured) -> None:
    missed = [figure["name"] for figure in measured.figures if not figure["reached"]]
    assert measured.exit_code == (1 if missed else 0)
    assert sum("MISSED" in line for line in measured.lines) == len(missed)


@pytest.mark.parametrize(("value", "exit_code"), [(1.0, 0), (3.0, 1)])
def test_without_a_file_the_figures_are_printed_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: float, exit_code: int
) -> None:
    # Whether this machine reaches every target is not the test's to say.
    made = [Figure("ratio", value, "", "<= 2", "made up"), Figure("shown", 5, "ms", "", "made up")]
    monkeypatch.setattr(gumsole.bench, "bench", lambda *_, **__: iter(made))
    done = CliRunner().invoke(main, ["bench", "--store", str(tmp_path)])
    assert (done.exit_code, len(done.stdout.splitlines())) == (exit_code, 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("options", [("--rows", "999"), ("--scale", "10")])
def test_an_index_too_small_to_measure_on_is_refused_at_once(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    done = CliRunner().invoke(main, ["bench", *options, "--store", str(tmp_path)])
    assert (done.exit_code, "1000 photos or more" in done.stderr) == (2, True)


def test_memory_is_weighed_where_the_system_does_not_tell_anonymous_memory_too(tmp_path: Path) -> None:
    status = tmp_path / "status"
    assert anonymous_bytes(status) > 0
    status.write_text("VmRSS:\t  300 kB\nRssAnon:\t  120 kB\n")
    assert anonymous_bytes(status) == 120 * 1024


@pytest.mark.parametrize(
    ("value", "target", "reached"),
    [
        (0.85, ">= 0.85", True),
        (0.84, ">= 0.85", False),
        (2.0, "<= 2", True),
        (2.1, "<= 2", False),
        (99.0, "", True),
    ],
)
def test_a_target_is_a_bound_with_a_direction(value: float, target: str, reached: bool) -> None:
    assert Figure("x", value, "", target, "").reached is reached
