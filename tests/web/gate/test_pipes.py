"""Bytes through pipes, whole, in order, and no longer than until a deadline."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from gumsole.web.gate.pipes import fill, is_silent, receive, send, widen


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        with suppress(OSError):
            os.close(end)


def soon() -> float:
    return time.monotonic() + 0.05


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("waits", [False, True])
def test_parts_larger_than_a_pipe_arrive_whole_and_in_order(
    pipe: tuple[int, int], wide: bool, waits: bool
) -> None:
    read, write = pipe
    parts: list[bytes | memoryview] = [b"head", os.urandom(3_000_000), b"", memoryview(os.urandom(1_000_000))]
    if wide:
        widen(write)
    os.set_blocking(write, waits)
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(send, write, parts, deadline_s=time.monotonic() + 60)
        assert receive(read, 4) == b"head"
        assert receive(read, 3_000_000) == parts[1]
        rest = bytearray(1_000_000)
        fill(read, memoryview(rest), deadline_s=time.monotonic() + 60)
        sent.result()
    assert bytes(rest) == bytes(parts[3])


def test_nothing_is_waited_for_beyond_the_deadline(pipe: tuple[int, int]) -> None:
    read, write = pipe
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    with pytest.raises(TimeoutError):
        fill(read, memoryview(bytearray(1)), deadline_s=soon())
    with pytest.raises(TimeoutError):
        send(write, [bytes(4 << 20)], deadline_s=soon())
    with pytest.raises(TimeoutError):
        send(write, [bytes(4 << 20)], deadline_s=time.monotonic() - 1)


def test_the_end_of_the_other_side_is_noticed(pipe: tuple[int, int]) -> None:
    read, write = pipe
    os.write(write, b"ab")
    os.close(write)
    with pytest.raises(EOFError):
        fill(read, memoryview(bytearray(3)))
    with pytest.raises(EOFError):
        receive(read, 1)


def test_sending_to_nobody_is_noticed(pipe: tuple[int, int]) -> None:
    read, write = pipe
    os.close(read)
    with pytest.raises(BrokenPipeError):
        send(write, [b"ab"])


def test_a_pipe_is_silent_until_something_is_said_or_its_other_end_is_closed(pipe: tuple[int, int]) -> None:
    read, write = pipe
    assert is_silent(read)
    os.write(write, b"a")
    assert not is_silent(read)
    os.read(read, 1)
    assert is_silent(read)
    os.close(write)
    assert not is_silent(read)
