"""What the commands of trainers print: short tables, then what to do next.

Each function returns the command's exit code: not 0 when work is left for the trainer.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from culture_data.french import count, number
from culture_data.grading.titles import lesson_title

T = TypeVar("T")

if TYPE_CHECKING:
    from culture_data.course import Course
    from culture_data.grading.cohort import Cohort, Created
    from culture_data.grading.collect import Collected
    from culture_data.grading.correct import Corrected
    from culture_data.grading.demo import Demo
    from culture_data.grading.engine import Pair


def progress(items: Iterable[T], title: str, total: int) -> Iterator[T]:
    """Walk through what is done one by one while a bar shows how far it is."""
    if not total:
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=_console()) as bar:
        yield from bar.track(items, total=total, description=title)


def show_course(course: "Course") -> int:
    """Say where the course was built."""
    _say(f"Cours construit\u00a0: {course.root}")
    _say(f"Leçons\u00a0: {', '.join(each.id for each in course.lessons)}")
    return 0


def show_data_problems(problems: Sequence[Any], files: int) -> int:
    """List the shipped files that changed."""
    if not problems:
        _say(f"{count(files, 'fichier')} de données\u00a0: tout est intact.")
        return 0
    _list("Données à réinstaller", [f"{each.path}\u00a0: {each.message}" for each in problems])
    return 1


def show_created(created: "Created") -> int:
    """Say what was made, and what to hand out."""
    name = created.cohort.name
    _say(f"Cohorte «\u00a0{name}\u00a0»\u00a0: {count(len(created.added), 'personne')} de plus.")
    if created.known:
        _say(f"Déjà présentes, inchangées\u00a0: {len(created.known)}.")
    _say(f"Dossier\u00a0: {created.cohort.root}")
    _say(f"Carnets à distribuer\u00a0: {created.hand_out}")
    _say(f'Ensuite\u00a0: culture-data cohorte collecter "{name}" DOSSIER')
    return 0


def show_collected(report: "Collected") -> int:
    """Show what was taken in, then each notebook that needs the trainer."""
    if report.taken:
        table = _table("Carnets ramassés", "Apprenant", "Leçon", "État", "À savoir")
        for each in report.taken:
            table.add_row(each.learner, each.lesson, each.state, "\n".join(each.remarks))
        _console().print(table)
    for lesson, late in report.missing.items():
        _say(f"Pas encore rendu pour {lesson}\u00a0: {', '.join(late)}.")
    if report.ignored:
        _say(
            f"Laissés de côté, car ce ne sont pas des leçons de cette cohorte\u00a0: {', '.join(report.ignored)}."
        )
    if report.refused:
        _list(
            f"{count(len(report.refused), 'fichier')} à reprendre (rien n'a été perdu ni déplacé)",
            [f"{each.label}\u00a0: {each.why}" for each in report.refused],
        )
    if report.taken:
        _say("Ensuite\u00a0: culture-data cohorte corriger, avec le même nom.")
    return 1 if report.refused else 0


def show_graded(done: "Corrected") -> int:
    """Show the totals, then each submission that could not be graded."""
    _console().print(totals(done))
    if done.unchanged:
        _say(
            f"{count(len(done.unchanged), 'carnet')} sans changement depuis la dernière correction "
            "(--tout pour les corriger quand même)."
        )
    remarks = [
        f"{each.learner}, {each.lesson}\u00a0: {text}"
        for each in done.outcomes
        for text in each.remarks
    ]
    if remarks:
        _list("À savoir", remarks)
    _say(f"Pages de retour des apprenants\u00a0: {done.cohort.root / 'feedback'}")
    if done.failures:
        _list(
            f"{count(len(done.failures), 'carnet')} à reprendre (les autres sont corrigés)",
            [f"{each.learner}, {each.lesson}\u00a0: {each.problem}" for each in done.failures],
        )
        _say(f"Le détail technique est dans {done.cohort.root / 'corrections'}")
    if done.unwritten:
        listed = [f"{learner}, {lesson}" for learner, lesson in done.unwritten]
        _list("Pages de retour qui n'ont pas pu être écrites", listed)
    return 1 if done.failures or done.unwritten else 0


def show_demo(demo: "Demo") -> int:
    """Show the simulated cohort's scores and where to look."""
    _say("Démonstration, données simulées\u00a0: aucune personne n'a écrit ces carnets.")
    code = max(show_graded(demo.corrected), 1 if demo.collected.refused else 0)
    _say("À regarder\u00a0:")
    _say(f"  le bilan de la cohorte\u00a0: {demo.report}")
    _say(f"  le tableau des notes\u00a0: {demo.scores}")
    _say(f"  le retour d'une apprenante\u00a0: {_a_feedback(demo.cohort)}")
    return code


def totals(done: "Corrected") -> Table:
    """Return a table of points, learner by lesson; « à lire » where a person is awaited."""
    lessons = done.cohort.lessons
    table = _table(
        "Points obtenus par la correction automatique et par les personnes",
        "Apprenant",
        *(f"{each}, {lesson_title(each)}" for each in lessons),
    )
    failed = {(each.learner, each.lesson) for each in done.failures}
    for learner in sorted({each.learner for each in done.scores}):
        table.add_row(learner, *(_total(done, learner, each, failed) for each in lessons))
    return table


def _total(done: "Corrected", learner: str, lesson: str, failed: "set[Pair]") -> str:
    if (learner, lesson) in failed:
        return "à reprendre"
    scores = [each for each in done.scores if (each.learner, each.lesson) == (learner, lesson)]
    if not scores:
        return "non rendu"
    text = (
        f"{number(sum(each.score for each in scores))}"
        f" / {number(sum(each.max_score for each in scores))}"
    )
    pending = sum(each.pending for each in scores)
    return f"{text} ({pending} à lire)" if pending else text


def _a_feedback(cohort: "Cohort") -> Any:
    pages = sorted((cohort.root / "feedback").glob("*/*/*.html"))
    return pages[len(pages) // 2] if pages else cohort.root / "feedback"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column)
    return table


def _list(title: str, items: Sequence[str]) -> None:
    _say(f"\n{title}\u00a0:")
    for item in items:
        _say(f"  - {item}")


def _say(text: str) -> None:
    _console().print(text, markup=False, highlight=False, soft_wrap=True)


def _console() -> Console:
    # Made anew each time: tests and notebooks replace sys.stdout.
    return Console()
