from __future__ import annotations

from gumsole.records import DefaultTaken, Rejected
from gumsole.store import Run, RunCounts, Store
from tests.store.making import Clock


def test_a_finished_run_remembers_what_it_did(store: Store, clock: Clock) -> None:
    run = store.runs.begin("feed")
    clock.now += 5
    counts = RunCounts(products=4, photos=3, rejected=2, retired=1, failed=6)
    defaults = [DefaultTaken("availability", "in stock", 4)]
    rejected = [Rejected(7, "price", "no number: 'x'")]
    store.runs.finish(run.id, counts, defaults=defaults, rejected=rejected)
    began = clock.now - 5
    assert store.runs.latest() == (Run(run.id, "feed", began, began, clock.now, counts),)
    assert store.runs.defaults(run.id) == tuple(defaults)
    assert store.runs.rejected(run.id) == tuple(rejected)


def test_a_thousand_rejected_rows_are_kept(store: Store) -> None:
    run = store.runs.begin("feed")
    store.runs.finish(run.id, RunCounts(), rejected=[Rejected(n, "sku", "empty") for n in range(1001)])
    assert [row.row for row in store.runs.rejected(run.id)] == list(range(1000))


def test_a_run_carries_on_where_the_last_was_cut_off(store: Store, clock: Clock) -> None:
    first = store.runs.begin("feed")
    clock.now += 60
    second = store.runs.begin("feed")
    clock.now += 60
    third = store.runs.begin("feed")
    assert third.id != second.id != first.id
    assert third.checked_before == second.checked_before == first.started_at


def test_a_run_after_a_finished_one_looks_at_every_photo_again(store: Store, clock: Clock) -> None:
    store.runs.finish(store.runs.begin("feed").id, RunCounts())
    clock.now += 60
    assert store.runs.begin("feed").checked_before == clock.now


def test_a_run_cut_off_more_than_a_day_ago_is_not_carried_on(store: Store, clock: Clock) -> None:
    store.runs.begin("feed")
    clock.now += 24 * 3600
    assert store.runs.begin("feed").checked_before == clock.now


def test_runs_of_other_sources_are_their_own(store: Store, clock: Clock) -> None:
    store.runs.begin("two")
    clock.now += 60
    assert store.runs.begin("one").checked_before == clock.now
    assert [(run.source, run.finished_at) for run in store.runs.latest()] == [("one", None), ("two", None)]
