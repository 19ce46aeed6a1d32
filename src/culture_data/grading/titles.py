"""What exercises and lessons are called in pages and tables that people read."""

from culture_data import lessons


def title(grade_id: str) -> str:
    """Return the title of a graded cell ("C04-seuil-test"), or its bare name.

    Answers that people grade have no exercise behind them: "Réponse rédigée (lettre)".
    """
    exercise_id = grade_id.removesuffix("-test").replace("-", ".", 1)
    try:
        return lessons.exercise(exercise_id).title
    except KeyError:
        if grade_id.endswith("-test"):
            return exercise_id
        return f"Réponse rédigée ({exercise_id.partition('.')[2]})"


def lesson_title(lesson_id: str) -> str:
    """Return a lesson's title, or its id when it is none of ours."""
    try:
        return lessons.lesson(lesson_id).title
    except KeyError:
        return lesson_id
