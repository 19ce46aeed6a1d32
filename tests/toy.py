"""A toy lesson with one cell of each kind, for the tests of course and workspace."""

from pathlib import Path

from culture_data.exercises.model import Exercise, Lesson

LESSON = Lesson(
    id="C90",
    slug="lecon-jouet",
    title="Compter des chaises",
    domains=("D1",),
    level=1,
    minutes=20,
    exercises=(
        Exercise(
            id="C90.total",
            title="Le total",
            points=2,
            answer="total",
            expected=lambda: 42,
            checks=(),
        ),
        Exercise(
            id="C90.moyenne",
            title="La moyenne",
            points=1.5,
            answer="moyenne",
            expected=lambda: 3.5,
            checks=(),
        ),
    ),
)

TEXT = """\
---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
lang: fr
---

# Compter des chaises

Où sont passées les chaises de la salle des fêtes\u00a0?

```{code-cell} ipython3
chaises = [40, 2]
```

```{code-cell} ipython3
---
nbgrader: {grade: false, grade_id: C90-total, locked: false, schema_version: 3, solution: true, task: false}
---
# Additionnez les chaises.
total = ...
### BEGIN SOLUTION
total = sum(chaises)
### END SOLUTION
```

```{code-cell} ipython3
---
nbgrader: {grade: true, grade_id: C90-total-test, locked: true, points: 2, schema_version: 3, solution: false, task: false}
---
verifier("C90.total", total)
```

```{code-cell} ipython3
---
nbgrader: {grade: false, grade_id: C90-total-reprise, locked: true, schema_version: 3, solution: false, task: false}
---
total = reprise("C90.total", total)
```

```{code-cell} ipython3
---
nbgrader: {grade: false, grade_id: C90-moyenne, locked: false, schema_version: 3, solution: true, task: false}
---
moyenne = ...
### BEGIN SOLUTION
moyenne = total / 12
### END SOLUTION
```

```{code-cell} ipython3
---
nbgrader: {grade: true, grade_id: C90-moyenne-test, locked: true, points: 1.5, schema_version: 3, solution: false, task: false}
---
verifier("C90.moyenne", moyenne)
```

À qui faut-il le dire\u00a0?

+++ {"nbgrader": {"grade": true, "grade_id": "C90-lettre", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}}

### BEGIN SOLUTION
Au service des fêtes.
### END SOLUTION

+++

## À retenir

On compte avant de conclure.
"""


def write(notebooks: Path, text: str = TEXT, lesson: Lesson = LESSON) -> Path:
    """Write the toy lesson's source into a folder, and return the folder."""
    notebooks.mkdir(parents=True, exist_ok=True)
    (notebooks / f"{lesson.notebook}.md").write_text(text, encoding="utf-8")
    return notebooks
