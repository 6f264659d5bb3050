"""Uploads are decoded behind a gate: photos come back right, and nothing that is sent harms the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gumsole.errors import BadPhoto, Overloaded, PhotoFault, SetupError
from gumsole.images.decode import Decoded, decode
from gumsole.web.gate import Gate, GateLimits
from gumsole.web.gate.process import DecoderProcess
from tests import hostile
from tests.hostile import Hostile, picture, saved
from tests.web.gate import mischief
from tests.web.gate.mischief import ordered

ROOT = Path(__file__).parents[3]
JPEG = saved(picture(160, 120), "JPEG")
FILES = list(hostile.files())
# Machines that run tests may be busy.
PATIENT = GateLimits(wall_s=60, wait_s=60)
KINDS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    with Gate(processes=2, limits=PATIENT) as gate:
        yield gate


@pytest.fixture(scope="module")
def servant() -> Iterator[Gate]:
    with obedient() as gate:
        yield gate


def obedient(limits: GateLimits = PATIENT, *, processes: int = 1) -> Gate:
    """A gate whose decoders do what photos tell them to."""
    return Gate(processes=processes, limits=limits, _command=mischief.command(limits))


def same(left: Decoded, right: Decoded) -> bool:
    return (
        np.array_equal(left.rgb, right.rgb)
        and np.array_equal(left.luma, right.luma)
        and (left.width, left.height, left.format) == (right.width, right.height, right.format)
    )


def outcome(act: Callable[[], Decoded]) -> Decoded | tuple[PhotoFault, str]:
    try:
        return act()
    except BadPhoto as refusal:
        return refusal.fault, str(refusal)


def agree(gate: Gate, data: bytes, *, short_side: int = 64) -> bool:
    """True if the gate gives the very answer that decoding here gives."""
    there = outcome(lambda: gate.decode(data, short_side=short_side))
    here = outcome(lambda: decode(data, short_side=short_side))
    if isinstance(there, Decoded) and isinstance(here, Decoded):
        return same(there, here)
    return there == here


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """A decoder that does nothing meanwhile, however long it lasts."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def await_true(condition: Callable[[], bool]) -> None:
    """Wait for what is bound to happen, however busy the machine is."""
    deadline_s = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline_s
        time.sleep(0.001)


def is_busy(gate: Gate) -> bool:
    """True once every decoder has a photo, which is nowhere to be seen from outside."""
    return gate._free.empty()


def refusal(gate: Gate, data: bytes) -> BadPhoto:
    with pytest.raises(BadPhoto) as caught:
        gate.decode(data, short_side=64)
    return caught.value


# --- photos ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("short_side", [17, 100, 1024])
def test_a_photo_comes_out_as_if_it_were_decoded_here(gate: Gate, kind: str, short_side: int) -> None:
    assert agree(gate, saved(picture(320, 200), kind), short_side=short_side)


def test_pixels_cannot_be_written_to(gate: Gate) -> None:
    decoded = gate.decode(JPEG, short_side=64)
    assert not decoded.rgb.flags.writeable
    assert not decoded.luma.flags.writeable


def test_heic_passes_where_its_extra_is_installed(gate: Gate) -> None:
    pytest.importorskip("pillow_heif", reason="pip install 'gumsole[heic]'").register_heif_opener()
    assert gate.decode(saved(picture(320, 200), "HEIF"), short_side=100).format == "HEIC"


def test_a_photo_larger_than_a_pipe_holds_passes(gate: Gate) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (1400, 1200, 3), np.uint8)
    data = saved(Image.fromarray(noise), "PNG")
    assert len(data) > 4 << 20
    assert agree(gate, data, short_side=1024)


def test_many_threads_get_their_own_photos_while_decoders_are_replaced() -> None:
    photos = [
        saved(Image.new("RGB", (40 + n % 23, 40 + n % 31), (n, 255 - n, 7 * n % 256)), "PNG")
        for n in range(200)
    ]
    with Gate(processes=2, limits=replace(PATIENT, photos=60)) as gate, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda photo: gate.decode(photo, short_side=32), photos))
        assert gate.lost == 0
    assert all(same(there, decode(photo, short_side=32)) for there, photo in zip(found, photos, strict=True))


# --- files that are none, or mean harm -------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_hostile_file_gets_its_answer_and_costs_no_decoder(gate: Gate, file: Hostile) -> None:
    pids = gate.pids
    answer = outcome(lambda: gate.decode(file.data, short_side=256))
    assert (None if isinstance(answer, Decoded) else answer[0]) in file.answers
    assert (gate.pids, gate.lost) == (pids, 0)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", PhotoFault.EMPTY),
        (b"<svg/>", PhotoFault.UNSUPPORTED),
        (bytes((12 << 20) + 1), PhotoFault.TOO_LARGE),
    ],
)
def test_what_is_no_photo_is_refused_without_a_decoder(data: bytes, fault: PhotoFault) -> None:
    never_entered = Gate(processes=1, limits=GateLimits(wait_s=0))
    assert refusal(never_entered, data).fault is fault


@settings(max_examples=150)
@given(head=st.sampled_from([b"", *(saved(picture(40, 30), kind)[:16] for kind in KINDS)]), tail=st.binary())
def test_any_bytes_at_all_are_answered_as_they_are_here(gate: Gate, head: bytes, tail: bytes) -> None:
    assert agree(gate, head + tail)


@settings(max_examples=150)
@given(
    seed=st.sampled_from([saved(picture(40, 30), kind) for kind in KINDS]),
    keep=st.floats(0, 1),
    flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 7)), max_size=8),
)
def test_any_cut_and_any_flipped_bits_are_answered_as_they_are_here(
    gate: Gate, seed: bytes, keep: float, flips: list[tuple[float, int]]
) -> None:
    data = bytearray(seed[: round(keep * len(seed))])
    for place, bit in flips:
        if data:
            data[round(place * (len(data) - 1))] ^= 1 << bit
    assert agree(gate, bytes(data))


def address_space(gate: Gate) -> int:
    """Bytes that a decoder took with all it loaded (proc(5))."""
    lines = Path(f"/proc/{gate.pids[0]}/status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmPeak:"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds address space")
def test_a_photo_that_takes_too_much_memory_is_refused_and_the_next_one_passes(servant: Gate) -> None:
    # 16 MP with alpha are 64 MB twice over.
    large = saved(Image.new("RGBA", (4_000, 4_000), (9, 9, 9, 9)), "PNG")
    with Gate(processes=1, limits=replace(PATIENT, memory_bytes=address_space(servant) + (40 << 20))) as gate:
        refused = refusal(gate, large)
        assert refused.fault is PhotoFault.TOO_LARGE
        assert "the PNG needs too much memory" in str(refused)
        assert agree(gate, JPEG)


# --- decoders that are lost ------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["die", "crash", "leave", "hoard", "babble"])
def test_a_photo_that_ends_its_decoder_is_refused_and_the_next_one_passes(servant: Gate, order: str) -> None:
    pids, lost = servant.pids, servant.lost
    refused = refusal(servant, ordered(JPEG, order))
    assert refused.fault is PhotoFault.UNREADABLE
    assert str(refused) == "the JPEG broke the decoder; save the photo again or send another one"
    assert agree(servant, JPEG)
    assert servant.pids != pids
    assert servant.lost == lost + 1


def test_a_photo_that_hangs_is_refused_and_the_next_one_passes() -> None:
    with obedient(replace(PATIENT, wall_s=1.5)) as gate:
        refused = refusal(gate, ordered(JPEG, "hang"))
        assert refused.fault is PhotoFault.UNREADABLE
        assert "took more than 1.5 s to decode" in str(refused)
        assert "hang" not in str(refused)
        assert gate.decode(JPEG, short_side=64)


def test_a_photo_that_keeps_the_processor_busy_is_refused_by_the_kernel() -> None:
    with obedient(replace(PATIENT, cpu_s=0)) as gate:
        assert "took more than 0 s of processor time" in str(refusal(gate, ordered(JPEG, "spin")))
        assert agree(gate, JPEG)


def test_each_photo_gets_its_own_processor_time(servant: Gate) -> None:
    assert agree(servant, ordered(JPEG, "toil"))
    left_s = float(str(refusal(servant, ordered(JPEG, "tell_time"))))
    assert PATIENT.cpu_s - 0.5 <= left_s <= PATIENT.cpu_s + 1


def test_a_photo_is_not_tried_again_and_others_are_served_meanwhile() -> None:
    with obedient(processes=2) as gate, ThreadPoolExecutor(4) as pool:
        bad = [pool.submit(refusal, gate, ordered(JPEG, "die")) for _ in range(2)]
        good = [pool.submit(agree, gate, JPEG) for _ in range(20)]
        assert all(photo.result() for photo in good)
        assert all(photo.result().fault is PhotoFault.UNREADABLE for photo in bad)
        assert gate.lost == 2


def test_a_decoder_that_ended_between_photos_is_replaced_and_no_photo_blamed() -> None:
    with Gate(processes=1, limits=PATIENT) as gate:
        (before,) = gate.pids
        os.kill(before, signal.SIGKILL)
        os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
        assert agree(gate, JPEG)
        assert gate.pids != (before,)
        assert gate.lost == 0


def test_what_a_decoder_said_unasked_never_becomes_an_answer(servant: Gate) -> None:
    refusal(servant, ordered(JPEG, "answer_twice"))
    assert agree(servant, JPEG)


def test_what_a_library_prints_is_no_answer(servant: Gate) -> None:
    assert agree(servant, ordered(JPEG, "chatter"))


def test_a_decoder_is_replaced_after_so_many_photos_and_serves_until_its_successor_is_ready() -> None:
    with Gate(processes=1, limits=replace(PATIENT, photos=5)) as gate:
        seen: list[int] = []
        while len(set(seen)) < 3:
            seen += gate.pids
            gate.decode(JPEG, short_side=64)
            time.sleep(0.01)
        first = seen.count(seen[0])
        assert first > 5
        assert seen[:first] == [seen[0]] * first
        assert gate.lost == 0


# --- what a decoder has ----------------------------------------------------------------------------------


def told(gate: Gate, order: str) -> str:
    return str(refusal(gate, ordered(JPEG, order)))


def test_a_decoder_has_two_pipes_and_no_file(servant: Gate) -> None:
    assert told(servant, "tell_files") == "0:pipe 1:device 2:device 3:pipe"


def test_a_decoder_has_nothing_of_the_servers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUMSOLE_SECRET", "hidden")
    with obedient() as gate:
        # LC_CTYPE is set by Python itself where the environment names no locale (PEP 538).
        names = set(told(gate, "tell_environment").split()) - {"LC_CTYPE"}
    assert names == {"MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "OPENBLAS_NUM_THREADS"}


def test_a_decoder_leaves_no_core_and_writes_and_opens_no_file(servant: Gate) -> None:
    assert told(servant, "tell_limits") == "(0, 0) (0, 0) (0, 0)"
    assert told(servant, "tell_reach") == "OSError OSError OSError"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this switch")
def test_a_decoder_is_not_dumped_whatever_cores_are_piped_to(servant: Gate) -> None:
    assert told(servant, "tell_dumpable") == "0"


def test_nothing_is_written_to_the_temporary_folder(
    servant: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert agree(servant, JPEG)
    refusal(servant, JPEG[:200])
    refusal(servant, ordered(JPEG, "die"))
    assert list(tmp_path.iterdir()) == []


# --- starting, waiting, ending ---------------------------------------------------------------------------


def test_who_waits_too_long_for_a_decoder_is_asked_to_come_back() -> None:
    with obedient(replace(PATIENT, wait_s=0.02)) as gate, ThreadPoolExecutor(1) as pool:
        with frozen(*gate.pids):
            busy = pool.submit(agree, gate, JPEG)
            await_true(lambda: is_busy(gate))
            with pytest.raises(
                Overloaded, match=r"all decoders busy for 0\.02 s; try again in 1 s"
            ) as caught:
                gate.decode(JPEG, short_side=64)
        assert caught.value.retry_after_s == 1
        assert busy.result()
        assert gate.lost == 0


def test_closing_lets_photos_be_finished_and_takes_no_more() -> None:
    gate = obedient()
    gate.__enter__()
    pids = gate.pids
    with ThreadPoolExecutor(2) as pool:
        with frozen(*pids):
            busy = pool.submit(agree, gate, JPEG)
            await_true(lambda: is_busy(gate))
            closing = pool.submit(gate.close)
            await_true(lambda: gate._closed)
            assert not closing.done()
        closing.result()
        assert busy.result()
    with pytest.raises(Overloaded, match="the server is closing"):
        gate.decode(JPEG, short_side=64)
    assert not any(is_there(pid) for pid in pids)
    gate.close()
    assert gate.pids == ()


def test_photos_that_wait_while_the_gate_closes_are_sent_away() -> None:
    gate = obedient()
    gate.__enter__()
    with ThreadPoolExecutor(5) as pool:
        with frozen(*gate.pids):
            photos = [pool.submit(gate.decode, JPEG, short_side=64) for _ in range(4)]
            await_true(lambda: is_busy(gate))
            pool.submit(gate.close)
            await_true(lambda: gate._closed)
        errors = [photo.exception() for photo in photos]
    assert [type(error) for error in errors].count(Overloaded) == 3
    assert all(error is None or "the server is closing" in str(error) for error in errors)


@pytest.mark.parametrize("command", [["/nonexistent"], [sys.executable, "-c", "pass"]])
def test_decoders_that_do_not_start_are_told_at_once(command: list[str]) -> None:
    gate = Gate(processes=2, _command=command)
    with pytest.raises(SetupError, match="a decoder process was not ready"):
        gate.__enter__()


def test_a_gate_without_processes_is_refused() -> None:
    with pytest.raises(SetupError, match="at least one decoder process, got 0"):
        Gate(processes=0)


@pytest.mark.parametrize("instead", [None, "/bin/false"])
def test_a_server_that_cannot_start_decoders_sheds_photos_until_it_can(
    tmp_path: Path, instead: str | None
) -> None:
    link = tmp_path / "python"
    link.symlink_to(sys.executable)
    command = [str(link), *mischief.command(PATIENT)[1:]]
    with Gate(processes=1, limits=PATIENT, _command=command) as gate:
        link.unlink()
        if instead:
            link.symlink_to(instead)
        assert refusal(gate, ordered(JPEG, "die")).fault is PhotoFault.UNREADABLE
        for _ in range(2):
            with pytest.raises(Overloaded, match="no decoder is ready"):
                gate.decode(JPEG, short_side=64)
        link.unlink(missing_ok=True)
        link.symlink_to(sys.executable)
        assert agree(gate, JPEG)
        assert gate.lost == 1


def test_a_decoder_that_takes_long_to_start_is_not_waited_for(tmp_path: Path) -> None:
    link, asleep = tmp_path / "python", tmp_path / "asleep"
    asleep.write_text("#!/bin/sh\nexec sleep 60\n")
    asleep.chmod(0o700)
    link.symlink_to(sys.executable)
    limits = replace(PATIENT, wait_s=0.05)
    with Gate(processes=1, limits=limits, _command=[str(link), *mischief.command(limits)[1:]]) as gate:
        link.unlink()
        link.symlink_to(asleep)
        refusal(gate, ordered(JPEG, "die"))
        pids = gate.pids
        with pytest.raises(Overloaded, match="no decoder is ready"):
            gate.decode(JPEG, short_side=64)
        assert gate.pids == pids


@pytest.mark.parametrize("start_s", [0, 60])
def test_a_decoder_that_never_gets_ready_is_given_up_after_a_while(start_s: float) -> None:
    limits = replace(PATIENT, start_s=start_s)
    process = DecoderProcess([sys.executable, "-c", "import time; time.sleep(60)"], limits)
    assert not process.await_ready(deadline_s=time.monotonic())
    assert process.sound == (start_s > 0)
    process.end()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux asks whom to end first")
def test_a_system_that_runs_out_of_memory_ends_a_decoder_before_the_server(gate: Gate) -> None:
    assert {Path(f"/proc/{pid}/oom_score_adj").read_text() for pid in gate.pids} == {"1000\n"}


SERVER = """
import sys, threading, time
from dataclasses import replace
from gumsole.web.gate import Gate, GateLimits
from tests.web.gate import mischief
from tests.web.gate.test_gate import JPEG, await_true, is_busy
limits = GateLimits(wall_s=1)
with Gate(processes=2, limits=limits, _command=mischief.command(limits)) as gate:
    for order in sys.argv[1:]:
        photo = mischief.ordered(JPEG, order)
        threading.Thread(target=gate.decode, args=(photo,), kwargs={"short_side": 64}, daemon=True).start()
    await_true(lambda: gate._free.qsize() == 2 - len(sys.argv[1:]))
    print(*gate.pids, flush=True)
    time.sleep(60)
"""


def is_there(pid: int) -> bool:
    """True even if it ended and nobody asked how."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def is_running(pid: int) -> bool:
    """False also where it ended, and whoever inherited it has not asked how."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of processes in /proc")
@pytest.mark.parametrize("orders", [(), ("hang",), ("spin", "hang")], ids=["idle", "one hangs", "both busy"])
def test_decoders_end_with_their_server_even_if_it_is_killed_while_they_hang(orders: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", SERVER, *orders]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        pids = [int(pid) for pid in server.stdout.readline().split()]
        server.kill()
    assert len(pids) == 2
    await_true(lambda: not any(is_running(pid) for pid in pids))
