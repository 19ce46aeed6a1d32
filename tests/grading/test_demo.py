"""The demonstration, on a real lesson: simulated, said so, and graded as nbgrader grades."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from culture_data import lessons
from culture_data.errors import CultureDataError
from culture_data.grading import cohort as cohorts
from culture_data.grading import results, simulated
from culture_data.grading.demo import Demo, demo

LESSON = lessons.lesson("C01")
LEARNERS = 5  # of whom two skip the first lesson


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return demo(tmp_path_factory.mktemp("démo"), LEARNERS, lessons=[LESSON], processes=2)


@pytest.mark.slow
def test_each_simulated_learner_gets_the_scores_of_nbgrader_autograde(done: Demo, tmp_path: Path):
    ours = {(e.learner, e.cell): (e.score, e.pending) for e in done.corrected.scores}
    assert not done.corrected.failures
    people = [each.identifier for each in simulated.people(LEARNERS)]
    handed_in = [who for n, who in enumerate(people, start=1) if simulated.hands_in(n, 0)]
    assert {learner for learner, _ in ours} == set(handed_in)

    # The same course, and the same copies, in a gradebook that only nbgrader has written.
    other = cohorts.make(
        tmp_path / "à la main", simulated.people(LEARNERS), lessons=[LESSON]
    ).cohort
    shutil.copytree(done.cohort.root / "submitted", other.root / "submitted")
    plain = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "C01"],
        cwd=other.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert plain.returncode == 0, plain.stderr
    theirs = {(e.learner, e.cell): (e.score, e.pending) for e in results.scores(other)}
    assert theirs == ours


@pytest.mark.slow
def test_the_first_learner_solves_all_and_wrong_programs_are_named(done: Demo):
    first = [e for e in done.corrected.scores if e.learner == "simule-01" and e.auto]
    assert first
    assert all(e.score == e.max_score for e in first)
    assert any(met.misconceptions for met in results.verdicts(done.cohort))


@pytest.mark.slow
def test_it_says_everywhere_that_it_is_simulated(done: Demo):
    assert "données simulées" in done.report.read_text(encoding="utf-8")
    pages = list((done.cohort.root / "feedback").glob("*/*/*.html"))
    assert len(pages) == len({each.learner for each in done.corrected.scores})
    assert all("données simulées" in page.read_text(encoding="utf-8") for page in pages)
    assert all("simulé" in each.last_name for each in cohorts.learners(done.cohort))


def test_another_folder_of_that_name_is_not_touched(tmp_path: Path):
    mine = tmp_path / "Démonstration" / "à moi.txt"
    mine.parent.mkdir()
    mine.write_text("précieux")
    with pytest.raises(CultureDataError, match="rien n'y a été touché"):
        demo(tmp_path)
    assert mine.read_text() == "précieux"


def test_a_dozen_learners_walk_through_the_catalogue():
    for at, lesson in enumerate(lessons.LESSONS):
        seen = {
            answer
            for number in range(1, 13)
            if simulated.hands_in(number, at)
            for answer in simulated.answers(lesson, number).items()
        }
        for exercise in lesson.exercises:
            programs = {each.program for each in exercise.misconceptions}
            assert len({p for p in programs if (exercise.id, p) in seen}) >= min(3, len(programs))
