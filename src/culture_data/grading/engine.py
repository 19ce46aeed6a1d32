"""Grade many submissions: `autograde.grade` on each, side by side on a few processes.

The unit of work is one submission. nbgrader changes the working directory while it works,
so submissions graded at once need processes of their own, not threads.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from culture_data.grading.autograde import LOCKED, Outcome, grade

Pair = tuple[str, str]
MOST_WORKERS = 4  # a kernel with pandas takes about 200 MB


def workers() -> int:
    """Return how many submissions this machine can well grade at once."""
    return max(1, min(MOST_WORKERS, os.cpu_count() or 1))


def grade_all(course: Path, pairs: Sequence[Pair], processes: int = 1) -> Iterator[Outcome]:
    """Yield the outcome of each (learner, lesson), as they come.

    Args:
        course: the nbgrader course folder.
        pairs: the submissions.
        processes: how many at once; with one, all is done in this process.
    """
    if processes < 2 or len(pairs) < 2:
        for learner, lesson in pairs:
            yield grade(course, lesson, learner)
        return
    left = set(pairs)
    for outcome in _side_by_side(course, pairs, processes):
        left.remove((outcome.learner, outcome.lesson))
        yield outcome
    # One by one: what met a locked gradebook (SQLite has one writer at a time, and gives up
    # after five seconds), or what a process that the system killed left undone.
    for learner, lesson in sorted(left):
        yield grade(course, lesson, learner)


def _side_by_side(course: Path, pairs: Sequence[Pair], processes: int) -> Iterator[Outcome]:
    # Not fork: the parent may hold threads and open database connections.
    context = multiprocessing.get_context("spawn")
    workers = min(processes, len(pairs))
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_be_quiet)
    try:
        tasks = [pool.submit(grade, course, lesson, learner) for learner, lesson in pairs]
        for task in as_completed(tasks):
            outcome = task.result()
            if outcome.problem != LOCKED:
                yield outcome
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _be_quiet() -> None:
    """Keep a process's English complaints, on Ctrl + C above all, off the trainer's terminal.

    What matters travels in `Outcome.log`.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
