"""What a notebook handed in is: which lesson, whether nbgrader can grade it, what it lost."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from culture_data.grading.cohort import Cohort
from culture_data.grading.roster import plain


@dataclass(frozen=True)
class Subject:
    """A lesson as it was handed out.

    Attributes:
        lesson: "C04".
        notebook: file name without its ending.
        cells: every grade_id of the release.
        graded: those that bear points.
    """

    lesson: str
    notebook: str
    cells: frozenset[str]
    graded: frozenset[str]


@dataclass(frozen=True)
class Copy:
    """A notebook that can be graded.

    Attributes:
        subject: the lesson.
        content: what nbgrader gets: the file itself, unless cells were doubled.
        remarks: what the trainer should know about it, in French.
    """

    subject: Subject
    content: bytes
    remarks: tuple[str, ...] = ()


class Unreadable(Exception):  # noqa: N818 - it is a finding about a file, told in French
    """A notebook that cannot be graded; the text says why and what to do."""


class Stranger(Exception):  # noqa: N818 - not a fault: the learner's own notebooks are ignored
    """A notebook that is none of the lessons."""


def subjects(cohort: Cohort) -> tuple[Subject, ...]:
    """Return the lessons of a cohort, read from what it hands out."""
    found = []
    for path in sorted((cohort.root / "release").glob("*/*.ipynb")):
        cells = _nbgrader(json.loads(path.read_text(encoding="utf-8")))
        graded = frozenset(each["grade_id"] for each in cells if each.get("grade"))
        ids = frozenset(each["grade_id"] for each in cells)
        found.append(Subject(path.parent.name, path.stem, ids, graded))
    return tuple(found)


def examine(content: bytes, name: str, subjects: tuple[Subject, ...]) -> Copy:
    """Recognise a notebook by the cells that it holds, and by its name when it lost them.

    Args:
        content: the file.
        name: the file's name.
        subjects: the lessons that it may be.

    Raises:
        Unreadable: nbgrader could not grade it.
        Stranger: it is none of the lessons.
    """
    notebook = _read(content)
    ids = [each["grade_id"] for each in _nbgrader(notebook)]
    subject = max(subjects, key=lambda each: len(each.cells & set(ids)), default=None)
    if subject is None or not subject.cells & set(ids):
        if any(plain(name).startswith(plain(each.lesson) + " ") for each in subjects):
            raise Unreadable(
                "ce carnet porte le nom d'une leçon, mais n'a plus aucune de ses cellules d'exercice. "
                "Redonnez le carnet d'origine, et demandez d'y recopier les réponses."
            )
        raise Stranger
    if len(set(ids)) < len(ids):
        content = _keep_last(notebook)
    _validate(content)
    return Copy(subject, content, tuple(_remarks(subject, ids, name)))


def _keep_last(notebook: Mapping[str, Any]) -> bytes:
    """Leave the role of an exercise to the last of the cells that share an id.

    nbgrader means to do so (DeduplicateIds), but leaves empty metadata behind, which it then
    takes for an old format: it stops there, and with it the grading of all the others.
    """
    seen: set[str] = set()
    for cell in reversed(notebook["cells"]):
        if entries := _nbgrader({"cells": [cell]}):
            if entries[0]["grade_id"] in seen:
                del cell["metadata"]["nbgrader"]
            seen.add(entries[0]["grade_id"])
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


def _read(content: bytes) -> Mapping[str, Any]:
    if not content.strip():
        raise Unreadable("le fichier est vide (0 octet)\u00a0: demandez qu'on vous le renvoie.")
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            "ce n'est pas un carnet lisible (fichier abîmé, ou page web enregistrée sous le nom "
            "d'un carnet). Demandez qu'on vous le renvoie depuis JupyterLab\u00a0: Fichier, Télécharger."
        ) from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise Unreadable(
            "ce fichier n'a pas la forme d'un carnet Jupyter récent (format 4). "
            "Demandez qu'on l'ouvre dans JupyterLab, qu'on l'enregistre, et qu'on le renvoie."
        )
    if not notebook["cells"]:
        raise Unreadable(
            "le carnet n'a plus aucune cellule\u00a0: demandez une version antérieure."
        )
    return notebook


def _validate(content: bytes) -> None:
    """Ask nbformat and nbgrader what they would say, before anything is put in place."""
    import warnings

    import nbformat
    from nbgrader.nbgraderformat import MetadataValidator

    try:
        with warnings.catch_warnings():
            # Cell ids that are missing or doubled are mended on reading, with a warning.
            warnings.simplefilter("ignore")
            notebook = nbformat.reads(content.decode("utf-8-sig"), as_version=4)
            nbformat.validate(notebook)
            for cell in notebook.cells:
                MetadataValidator().validate_cell(cell)
    except Exception as error:
        raise Unreadable(
            f"le carnet est mal formé, nbgrader ne saurait pas le corriger ({_first_line(error)}). "
            "Demandez qu'on l'ouvre dans JupyterLab, qu'on l'enregistre, et qu'on le renvoie."
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120]


def _nbgrader(notebook: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return nbgrader's metadata of the cells that have an id."""
    found = []
    for cell in notebook["cells"]:
        metadata = cell.get("metadata") if isinstance(cell, dict) else None
        entry = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(entry, dict) and isinstance(entry.get("grade_id"), str):
            found.append(entry)
    return found


def _remarks(subject: Subject, ids: list[str], name: str) -> list[str]:
    remarks = []
    if Path(name).stem != subject.notebook:
        remarks.append(f"renommé\u00a0: reconnu à ses cellules comme {subject.notebook}.ipynb.")
    if doubled := sorted(each for each, times in Counter(ids).items() if times > 1):
        remarks.append(
            f"cellules en double ({', '.join(doubled)})\u00a0: seule la dernière garde son rôle d'exercice, "
            "toutes sont exécutées. Regardez ce carnet."
        )
    if missing := sorted(subject.graded - set(ids)):
        remarks.append(
            f"cellules notées effacées ({', '.join(missing)})\u00a0: elles vaudront 0 point. Pour les "
            "retrouver, recopiez les réponses dans le carnet d'origine et collectez à nouveau."
        )
    return remarks
