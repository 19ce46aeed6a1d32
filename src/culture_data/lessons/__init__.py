"""The lessons, in the order of the path. The only place that knows the answers."""

from culture_data.exercises.model import Exercise, Lesson
from culture_data.lessons import c00, c01, c03, c04, c05, c06, c07, c08

LESSONS: tuple[Lesson, ...] = (
    c00.LESSON,
    c01.LESSON,
    c03.LESSON,
    c04.LESSON,
    c05.LESSON,
    c06.LESSON,
    c07.LESSON,
    c08.LESSON,
)


def lesson(lesson_id: str) -> Lesson:
    """Return a lesson by its id ("C04").

    Raises:
        KeyError: there is no such lesson.
    """
    return {each.id: each for each in LESSONS}[lesson_id]


def exercise(exercise_id: str) -> Exercise:
    """Return an exercise by its id ("C04.seuil").

    Raises:
        KeyError: there is no such exercise.
    """
    return {each.id: each for one in LESSONS for each in one.exercises}[exercise_id]
