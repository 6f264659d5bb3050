"""So much at once, a short line before it, and a polite refusal beyond; by a clock that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.errors import BadSettings, Overloaded
from gumsole.web.throttle import Slots
from gumsole.web.throttle.slots import LEAST_ROOM, SIGHT_S, UNKNOWN_S
from tests.fakes import Clock


class Desk:
    """Requests at a `Slots`: each runs until it is told to be done."""

    def __init__(self, *, running: int, waiting: int) -> None:
        self.clock = Clock()
        self.slots = Slots(running=running, waiting=waiting, clock=self.clock)
        self.begun: list[str] = []
        self._done: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def ask(self, name: str, *, client: str | None = None) -> None:
        """A request comes and goes as far as it gets without waiting."""
        self._done[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(self._run(name, name if client is None else client))
        await settle()

    async def finish(self, name: str) -> None:
        self._done[name].set()
        await self._tasks[name]
        await settle()

    async def refusal(self, name: str, *, client: str | None = None) -> Overloaded:
        await self.ask(name, client=client)
        assert self._tasks[name].done()
        with pytest.raises(Overloaded) as caught:
            await self._tasks[name]
        return caught.value

    def leave(self, name: str) -> None:
        """A client gives up; its task does not yet know."""
        self._tasks[name].cancel()

    async def end(self) -> None:
        for done in self._done.values():
            done.set()
        ends = await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        assert all(end is None or isinstance(end, Overloaded | asyncio.CancelledError) for end in ends)

    async def _run(self, name: str, client: str) -> None:
        async with self.slots.taken(client):
            self.begun.append(name)
            await self._done[name].wait()


async def settle() -> None:
    """Let every task go on as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


def run(story: Callable[[Desk], Coroutine[Any, Any, None]], *, running: int = 1, waiting: int = 8) -> Desk:
    async def told() -> Desk:
        desk = Desk(running=running, waiting=waiting)
        await story(desk)
        await desk.end()
        assert (desk.slots.running, desk.slots.waiting, desk.slots._of_client) == (0, 0, {})
        return desk

    return asyncio.run(told())


def test_as_many_run_at_once_as_there_are_slots_and_the_others_follow_in_order() -> None:
    async def story(desk: Desk) -> None:
        for name in "abcde":
            await desk.ask(name)
        assert desk.begun == ["a", "b"]
        assert (desk.slots.running, desk.slots.waiting) == (2, 3)
        await desk.finish("b")
        assert desk.begun == ["a", "b", "c"]
        await desk.finish("a")
        assert desk.begun == ["a", "b", "c", "d"]

    assert run(story, running=2).slots.admitted == 5


def test_beyond_the_line_requests_are_told_when_to_come_again() -> None:
    async def story(desk: Desk) -> None:
        await desk.ask("first")
        desk.clock.advance(0.25)
        await desk.finish("first")
        assert desk.slots.mean_s == 0.25
        desk.clock.advance(60)
        for name in "abc":
            await desk.ask(name)
        refusal = await desk.refusal("d")
        assert refusal.retry_after_s == 3 * 0.25
        assert str(refusal) == "1 requests are being answered and 2 wait; try again in 1 s"
        assert desk.slots.shed == 1

    run(story, waiting=2)


def test_before_anything_was_measured_they_are_told_to_come_again_in_a_second() -> None:
    async def story(desk: Desk) -> None:
        await desk.ask("a")
        assert (await desk.refusal("b")).retry_after_s == UNKNOWN_S

    run(story, waiting=0)


def test_one_client_gets_a_quarter_of_the_line_and_leaves_the_rest_to_others() -> None:
    async def story(desk: Desk) -> None:
        await desk.ask("runs", client="greedy")
        for number in range(2):
            await desk.ask(f"waits {number}", client="greedy")
        await desk.refusal("greedy", client="greedy")
        for name in "abcdef":
            await desk.ask(name)
        assert desk.slots.waiting == 8
        await desk.refusal("late")

    run(story, waiting=8)


def test_a_share_comes_back_when_its_requests_do() -> None:
    async def story(desk: Desk) -> None:
        for number in range(2):
            await desk.ask(str(number), client="one")
        await desk.refusal("2", client="one")
        await desk.finish("0")
        await desk.ask("3", client="one")
        assert desk.slots.waiting == 1

    run(story, waiting=4)


def test_where_more_comes_than_can_be_done_no_more_wait_than_run() -> None:
    async def story(desk: Desk) -> None:
        for number in range(2):
            await desk.ask(f"slow {number}")
        desk.clock.advance(1)
        for number in range(2):
            await desk.finish(f"slow {number}")
        # Each took a second, and two run at once: a third within about a second is more than can be done.
        for name in "abcd":
            await desk.ask(name)
        assert (desk.slots.running, desk.slots.waiting) == (2, 2)
        await desk.refusal("e")

    run(story, running=2, waiting=64)


def test_the_line_is_long_again_once_the_rush_is_over() -> None:
    async def story(desk: Desk) -> None:
        for number in range(2):
            await desk.ask(f"slow {number}")
        desk.clock.advance(0.1)
        for number in range(2):
            await desk.finish(f"slow {number}")
        for number in range(40):  # at once, so that only so many are let into the line
            await desk.ask(f"rush {number}")
        assert desk.slots.waiting < 38
        await desk.end()
        desk.clock.advance(10 * SIGHT_S)
        for number in range(12):
            await desk.ask(f"burst {number}")
        assert desk.slots.waiting == 10

    run(story, running=2, waiting=64)


def test_the_shortest_line_has_room_for_two() -> None:
    async def story(desk: Desk) -> None:
        await desk.ask("slow")
        desk.clock.advance(30)
        await desk.finish("slow")
        for name in ("runs", *map(str, range(LEAST_ROOM))):
            await desk.ask(name)
        await desk.refusal("one too many")

    run(story, running=1, waiting=64)


def test_who_gives_up_in_the_line_leaves_it_and_nothing_else_changes() -> None:
    async def story(desk: Desk) -> None:
        for name in "abc":
            await desk.ask(name)
        desk.leave("b")
        await settle()
        assert desk.slots.waiting == 1
        await desk.finish("a")
        assert desk.begun == ["a", "c"]

    run(story)


def test_who_gives_up_as_it_is_called_passes_its_slot_on() -> None:
    async def story(desk: Desk) -> None:
        for name in "abc":
            await desk.ask(name)
        desk._done["a"].set()
        await asyncio.sleep(0)  # a is done and calls b, which has not heard it yet
        assert desk.begun == ["a"]
        desk.leave("b")
        await settle()
        assert desk.begun == ["a", "c"]

    run(story)


def test_who_gave_up_just_before_being_called_is_passed_over() -> None:
    async def story(desk: Desk) -> None:
        for name in "abc":
            await desk.ask(name)
        desk._done["a"].set()
        desk.leave("b")  # a is done before b's task has heard of it
        await settle()
        assert desk.begun == ["a", "c"]

    run(story)


def test_a_request_that_fails_gives_its_slot_back() -> None:
    async def story(desk: Desk) -> None:
        with pytest.raises(ValueError, match="no"):
            async with desk.slots.taken():
                raise ValueError("no")
        await desk.ask("next")
        assert desk.begun == ["next"]

    run(story)


@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["ask", "finish", "leave", "pause"]), st.integers(0, 30), st.booleans()),
        max_size=60,
    ),
    running=st.integers(1, 3),
    waiting=st.integers(0, 6),
)
def test_whatever_comes_and_goes_no_slot_is_lost_or_lent_twice(
    acts: list[tuple[str, int, bool]], running: int, waiting: int
) -> None:
    async def story(desk: Desk) -> None:
        names: list[str] = []
        for act, number, at_once in acts:
            if act == "ask":
                names.append(f"{len(names)}")
                await desk.ask(names[-1], client=str(number % 4))
            elif act == "pause":
                desk.clock.advance(number / 10)
            elif names and act == "finish":
                desk._done[names[number % len(names)]].set()
            elif names:
                desk.leave(names[number % len(names)])
            if at_once:
                continue
            await settle()
            assert desk.slots.running <= running
            assert desk.slots.waiting <= waiting
            assert not desk.slots.waiting or desk.slots.running == running

    run(story, running=running, waiting=waiting)


@pytest.mark.parametrize(("running", "waiting"), [(0, 1), (1, -1)])
def test_slots_that_serve_nobody_are_refused(running: int, waiting: int) -> None:
    with pytest.raises(BadSettings, match=f"at least 1 runs and 0 wait, got {running} and {waiting}"):
        Slots(running=running, waiting=waiting)
