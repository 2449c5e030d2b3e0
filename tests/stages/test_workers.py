"""The second wall stops what got through the first."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable

from pipeline.stages.wall.workers import Ended, Entered, Lost, Reason, in_children

SECONDS = {"think": 30.0, "hang": 0.5}


def work(task: str, step: Callable[[str], None]) -> str:
    step("think")
    if task == "hang":
        step("hang")
        time.sleep(60)
    if task == "eat":
        return str(len(bytearray(8 * 1024**3)))
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "break":
        raise KeyError("no such thing")
    return task.upper()


def outcomes(*tasks: str, children: int = 2) -> dict[str, str | Lost]:
    events = in_children(tasks, work, seconds=SECONDS, children=children)
    return {event.task: event.outcome for event in events if isinstance(event, Ended)}


def test_every_task_is_done_with_fewer_children_than_tasks() -> None:
    tasks = [f"task {count}" for count in range(7)]

    assert outcomes(*tasks) == {task: task.upper() for task in tasks}


def test_a_step_past_its_deadline_costs_its_own_task_only() -> None:
    begun = time.monotonic()

    found = outcomes("hang", "one", "two", children=1)

    assert found == {"hang": Lost(Reason.DEADLINE, "hang"), "one": "ONE", "two": "TWO"}
    assert time.monotonic() - begun < 15


def test_a_child_out_of_memory_is_replaced() -> None:
    assert outcomes("eat", "one", children=1) == {"eat": Lost(Reason.MEMORY, "think"), "one": "ONE"}


def test_a_child_that_dies_is_replaced() -> None:
    assert outcomes("die", "one", children=1) == {"die": Lost(Reason.DIED, "think"), "one": "ONE"}


def test_a_fault_of_ours_comes_back_with_its_traceback() -> None:
    found = outcomes("break", "one", children=1)

    lost = found["break"]
    assert isinstance(lost, Lost)
    assert (lost.reason, found["one"]) == (Reason.FAULT, "ONE")
    assert "no such thing" in lost.traceback


def test_steps_are_told_as_they_begin() -> None:
    events = list(in_children(["one"], work, seconds=SECONDS, children=1))

    assert events == [Entered("one", "think"), Ended("one", "ONE")]


def test_no_child_outlives_a_parent_that_stops_listening() -> None:
    events = in_children(["hang", "one"], work, seconds={"think": 30.0, "hang": 30.0}, children=2)
    next(events)

    events.close()

    assert multiprocessing.active_children() == []
