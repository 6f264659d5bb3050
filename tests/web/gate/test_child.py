"""What a decoder process does, done in this one; what it gives up for good is only noted."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import AvifImagePlugin

from gumsole.errors import BadPhoto
from gumsole.images.decode import Decoded, decode
from gumsole.web.gate import child, frames, pipes
from tests.hostile import picture, saved

pillow_heif = pytest.importorskip("pillow_heif", reason="pip install 'gumsole[heic]'")

PR_SET_DUMPABLE = 4
ENDLESS_S = 10**8
JPEG = saved(picture(), "JPEG")


@pytest.fixture(autouse=True)
def _settings_of_libraries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(AvifImagePlugin, "DEFAULT_MAX_THREADS", AvifImagePlugin.DEFAULT_MAX_THREADS)
    monkeypatch.setattr(pillow_heif.options, "DECODE_THREADS", pillow_heif.options.DECODE_THREADS)
    before = resource.getrlimit(resource.RLIMIT_CPU)
    yield
    resource.setrlimit(resource.RLIMIT_CPU, before)


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """Both ends that a server has of a decoder that runs in a thread; ends with the question pipe."""
    (inbox, ask), (hear, outbox) = os.pipe(), os.pipe()
    decoder = threading.Thread(
        target=child.serve, args=(inbox, outbox), kwargs={"cpu_s": ENDLESS_S, "alarm_s": ENDLESS_S}
    )
    decoder.start()
    yield ask, hear
    os.close(ask)
    decoder.join()
    for fd in (inbox, hear, outbox):
        os.close(fd)


def asked(ends: tuple[int, int], data: bytes) -> Decoded | BadPhoto:
    ask, hear = ends
    pipes.send(ask, frames.question(data, short_side=32))
    return frames.read_answer(lambda view: pipes.fill(hear, view), short_side=32)


def test_questions_are_answered_one_after_the_other_until_nobody_asks() -> None:
    with served() as ends:
        first, second, third = (asked(ends, data) for data in (JPEG, JPEG[:100], JPEG))
    assert isinstance(first, Decoded)
    assert isinstance(third, Decoded)
    assert first.rgb.tobytes() == third.rgb.tobytes() == decode(JPEG, short_side=32).rgb.tobytes()
    assert isinstance(second, BadPhoto)


def test_a_decoder_ends_quietly_when_nobody_listens_any_more() -> None:
    (inbox, ask), (hear, outbox) = os.pipe(), os.pipe()
    os.close(hear)
    pipes.send(ask, frames.question(JPEG, short_side=32))
    child.serve(inbox, outbox, cpu_s=ENDLESS_S, alarm_s=ENDLESS_S)
    assert signal.alarm(0) > 0
    for fd in (inbox, ask, outbox):
        os.close(fd)


def test_no_photo_gets_more_than_one_core() -> None:
    child.load()
    assert AvifImagePlugin.DEFAULT_MAX_THREADS == 1
    assert pillow_heif.options.DECODE_THREADS == 1


def test_an_extra_that_is_missing_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pillow_heif")
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    child.load()
    assert sys.modules["pillow_heif"] is None
    with pytest.raises(BadPhoto, match=r"gumsole\[heic\]"):
        decode(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")


def test_a_decoder_offers_itself_to_a_system_that_runs_out_of_memory(tmp_path: Path) -> None:
    child.offer_first(tmp_path / "score")
    assert (tmp_path / "score").read_text() == "1000"
    child.offer_first(tmp_path / "no such system" / "score")


def test_a_decoder_is_ready_once_it_has_given_up_what_it_does_not_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given_up: dict[int, tuple[int, int]] = {}
    # Patched because a process cannot take back what it gave up, and this one runs the other tests.
    monkeypatch.setattr(child, "offer_first", lambda: None)
    monkeypatch.setattr(resource, "setrlimit", given_up.__setitem__)
    monkeypatch.setattr(
        resource, "getrlimit", lambda limit: {resource.RLIMIT_AS: (5, 7)}.get(limit, (-1, -1))
    )
    kept = [os.dup(fd) for fd in (0, 1, 2)]
    (inbox, ask), (hear, outbox) = os.pipe(), os.pipe()
    os.dup2(inbox, 0)
    os.dup2(outbox, 1)
    os.close(ask)
    try:
        child.run(ENDLESS_S, ENDLESS_S, 10**9)
        assert os.read(hear, 9) == frames.READY
        assert os.fstat(1).st_rdev == os.fstat(2).st_rdev == Path(os.devnull).stat().st_rdev
    finally:
        for number, fd in enumerate(kept):
            os.dup2(fd, number)
        for fd in (inbox, hear, outbox, *kept):
            os.close(fd)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
        assert given_up[limit] == (0, 0)
    if sys.platform == "linux":
        assert given_up[resource.RLIMIT_AS] == (7, 7)  # never above what the system allows
    assert given_up[resource.RLIMIT_CPU][0] > ENDLESS_S
