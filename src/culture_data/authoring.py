"""What an author must respect in a lesson's notebook, checked before nbgrader sees it.

`course.build` calls `problems`; each one names the cell and says what to do. The
messages are in French, like all that `culture-data construire` prints.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from culture_data.exercises.model import Exercise, Lesson
from culture_data.sources import BEGIN, END, answer_cell, grade_id, split_solution, test_cell

MOST_CODE_CELLS = 25
KEYS = ("grade", "grade_id", "locked", "schema_version", "solution", "task")
VALID_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
CALL = re.compile(r"""\b(?:verifier|indice|solution|reprise)\(\s*["']([^"']*)["']""")


def problems(lesson: Lesson, notebook: Any) -> list[str]:
    """Return what is wrong in a lesson's notebook, in the order of reading.

    Args:
        lesson: the lesson and its exercises.
        notebook: its NotebookNode, as `sources.read` gives it.

    Returns:
        French sentences that start with the file's name and the cell; empty if all is well.
    """
    found = [
        *_of_the_whole(lesson, notebook),
        *(each for at, cell in enumerate(notebook.cells) for each in _of_a_cell(lesson, cell, at)),
        *(each for exercise in lesson.exercises for each in _of_an_exercise(exercise, notebook)),
        *_of_the_order(lesson, notebook),
    ]
    return [f"{lesson.notebook}.md, {problem}" for problem in found]


def _of_the_whole(lesson: Lesson, notebook: Any) -> Iterator[str]:
    code_cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    if not code_cells:
        yield "carnet entier\u00a0: aucune cellule de code."
    if code_cells > MOST_CODE_CELLS:
        yield (
            f"carnet entier\u00a0: {code_cells} cellules de code, pour {MOST_CODE_CELLS} au plus\u00a0; "
            "coupez la leçon en deux ou réunissez des cellules."
        )
    for name, times in Counter(filter(None, map(grade_id, notebook.cells))).items():
        if times > 1:
            yield f"cellule {name}\u00a0: ce grade_id est porté par {times} cellules."
    for name, times in Counter(exercise.id for exercise in lesson.exercises).items():
        if times > 1:
            yield f"exercice {name}\u00a0: le module de la leçon le déclare {times} fois."
    for exercise in lesson.exercises:
        if exercise.lesson != lesson.id:
            yield f"exercice {exercise.id}\u00a0: son nom doit commencer par «\u00a0{lesson.id}.\u00a0»."


def _of_a_cell(lesson: Lesson, cell: Any, at: int) -> Iterator[str]:
    where = _where(cell, at)
    if cell.get("outputs") or cell.get("execution_count"):
        yield f"{where}\u00a0: des résultats sont enregistrés\u00a0; effacez-les."
    if cell.source.count(BEGIN) != cell.source.count(END) or _tangled(cell.source):
        yield f"{where}\u00a0: «\u00a0{BEGIN}\u00a0» et «\u00a0{END}\u00a0» ne vont pas par deux."
    if cell.cell_type == "code":
        known = {exercise.id for exercise in lesson.exercises}
        for called in CALL.findall(cell.source):
            if called not in known:
                yield f"{where}\u00a0: l'exercice «\u00a0{called}\u00a0» n'existe pas dans la leçon."
    metadata = cell.metadata.get("nbgrader")
    if metadata is None:
        if BEGIN in cell.source:
            yield f"{where}\u00a0: une solution dans une cellule sans métadonnées nbgrader."
    elif missing := [key for key in KEYS if key not in dict(metadata)]:
        yield f"{where}\u00a0: il manque à nbgrader\u00a0: {', '.join(missing)}."
    else:
        yield from _of_metadata(lesson, cell, metadata, where)


def _of_metadata(lesson: Lesson, cell: Any, metadata: Any, where: str) -> Iterator[str]:
    name = str(metadata["grade_id"])
    if not VALID_ID.fullmatch(name) or not name.startswith(f"{lesson.id}-"):
        yield (
            f"{where}\u00a0: grade_id «\u00a0{name}\u00a0» invalide\u00a0; «\u00a0{lesson.id}-\u00a0» puis des lettres "
            "sans accent, des chiffres ou des tirets, 64 signes au plus."
        )
    if metadata["schema_version"] != 3:
        yield f"{where}\u00a0: schema_version doit être 3."
    if metadata["task"]:
        yield f"{where}\u00a0: les cellules «\u00a0task\u00a0» de nbgrader ne servent pas ici."
    grade, solution, locked = (bool(metadata[key]) for key in ("grade", "solution", "locked"))
    if solution and locked:
        yield f"{where}\u00a0: une cellule où l'on répond ne peut pas être verrouillée (locked: false)."
    if not solution and not locked:
        yield f"{where}\u00a0: une cellule sans réponse doit être verrouillée (locked: true)."
    points = metadata.get("points")
    if grade and (not isinstance(points, int | float) or isinstance(points, bool) or points <= 0):
        yield f"{where}\u00a0: une cellule notée doit porter un nombre de points."
    if not solution and BEGIN in cell.source:
        yield f"{where}\u00a0: une solution hors d'une cellule de réponse (solution: true)."
    yield from _of_its_kind(lesson, cell, grade, solution, where)


def _of_its_kind(
    lesson: Lesson, cell: Any, grade: bool, solution: bool, where: str
) -> Iterator[str]:
    name = grade_id(cell)
    if cell.cell_type == "markdown" and grade != solution:
        yield f"{where}\u00a0: une cellule de texte est à la fois notée et de réponse, ou aucune des deux."
    if cell.cell_type != "code":
        return
    if grade and solution:
        yield f"{where}\u00a0: une réponse notée à la main s'écrit dans une cellule de texte."
    elif grade and name not in {f"{each.grade_id}-test" for each in lesson.exercises}:
        yield f"{where}\u00a0: ce test ne correspond à aucun exercice de la leçon."
    elif solution and name not in {each.grade_id for each in lesson.exercises}:
        yield f"{where}\u00a0: cette réponse ne correspond à aucun exercice de la leçon."


def _of_an_exercise(exercise: Exercise, notebook: Any) -> Iterator[str]:
    answer, test = answer_cell(notebook, exercise), test_cell(notebook, exercise)
    if answer is None and test is None:
        yield f"exercice {exercise.id}\u00a0: absent du carnet."
        return
    if answer is None:
        yield f"exercice {exercise.id}\u00a0: il manque la cellule de réponse {exercise.grade_id}."
    else:
        yield from _of_an_answer(exercise, answer, _where(answer, notebook.cells.index(answer)))
    if test is None:
        yield f"exercice {exercise.id}\u00a0: il manque la cellule de test {exercise.grade_id}-test."
    else:
        yield from _of_a_test(exercise, test, _where(test, notebook.cells.index(test)))
    if answer is not None and test is not None:
        following = notebook.cells[notebook.cells.index(answer) + 1 :][:1]
        if not following or following[0] is not test:
            yield (
                f"cellule {exercise.grade_id}-test\u00a0: le test doit suivre aussitôt la réponse "
                f"{exercise.grade_id}."
            )


def _of_an_answer(exercise: Exercise, cell: Any, where: str) -> Iterator[str]:
    metadata = dict(cell.metadata["nbgrader"])
    if cell.cell_type != "code" or not metadata.get("solution") or metadata.get("grade"):
        yield f"{where}\u00a0: une réponse est une cellule de code, solution: true, grade: false."
        return
    skeleton, solution = split_solution(cell.source)
    if not solution.strip():
        yield f"{where}\u00a0: pas de solution entre «\u00a0{BEGIN}\u00a0» et «\u00a0{END}\u00a0»."
    try:
        assigned = _assigned(skeleton)
    except SyntaxError as error:
        yield f"{where}\u00a0: le squelette laissé à l'apprenant n'est pas du Python ({error.msg})."
        return
    if exercise.answer not in assigned:
        yield f"{where}\u00a0: le squelette doit contenir la ligne «\u00a0{exercise.answer} = ...\u00a0»."


def _of_a_test(exercise: Exercise, cell: Any, where: str) -> Iterator[str]:
    metadata = dict(cell.metadata["nbgrader"])
    if cell.cell_type != "code" or not metadata.get("grade") or metadata.get("solution"):
        yield f"{where}\u00a0: un test est une cellule de code, grade: true, solution: false."
        return
    line = f'verifier("{exercise.id}", {exercise.answer})'
    if cell.source.strip() != line:
        yield f"{where}\u00a0: le test doit être la seule ligne «\u00a0{line}\u00a0»."
    if metadata.get("points") != exercise.points:
        yield (
            f"{where}\u00a0: points: {metadata.get('points')}, alors que l'exercice {exercise.id} "
            f"en vaut {exercise.points:g}."
        )


def _of_the_order(lesson: Lesson, notebook: Any) -> Iterator[str]:
    by_test = {f"{exercise.grade_id}-test": exercise.id for exercise in lesson.exercises}
    here = [by_test[name] for name in map(grade_id, notebook.cells) if name in by_test]
    here = list(dict.fromkeys(here))
    declared = [exercise.id for exercise in lesson.exercises if exercise.id in here]
    for wanted, met in zip(declared, here, strict=False):
        if wanted != met:
            yield (
                f"cellule {met.replace('.', '-')}-test\u00a0: le carnet et le module n'ont pas le même "
                f"ordre (ici le module attend {wanted})."
            )
            return


def _assigned(source: str) -> set[str]:
    """Return the names that the top level of a program assigns or defines."""
    names: set[str] = set()
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.FunctionDef):
            names.add(statement.name)
        names |= {
            node.id
            for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
    return names


def _tangled(source: str) -> bool:
    marks = [BEGIN in line for line in source.split("\n") if BEGIN in line or END in line]
    return any(begins != (at % 2 == 0) for at, begins in enumerate(marks))


def _where(cell: Any, at: int) -> str:
    if name := grade_id(cell):
        return f"cellule {name}"
    first = next(iter(cell.source.strip().splitlines()), "vide")
    return f"cellule {at + 1} («\u00a0{first[:40]}\u00a0»)"
