"""The feedback page of a learner: nbgrader's converter, with our French accessible template.

nbgrader reads scores and comments from the gradebook; the template shows them. Scripts and
event handlers that a learner's outputs may hold are taken out: trainers open these pages.
"""

import io
import logging
import re
import warnings
from collections.abc import Callable, Collection
from typing import Any

from culture_data.exercises.verdict import MIME, Outcome
from culture_data.french import number, plural
from culture_data.grading.cohort import COURSE_ID, Cohort
from culture_data.grading.titles import title
from culture_data.resources import folder

TEMPLATE = "retour"
VERSION = "1"  # a new one makes every page be written again
# fmt: off
ALLOWED_TAGS = frozenset(
    {
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
    }
)
# fmt: on
ALLOWED_ATTRIBUTES = {
    "*": ["lang", "title", "aria-label", "scope", "colspan", "rowspan"],
    "a": ["href"],
    "img": ["src", "alt", "width", "height"],
}


def write(cohort: Cohort, learner: str, lesson: str, pending: Collection[str] = ()) -> str:
    """Write the feedback page of a graded submission, over the former one.

    Returns:
        nothing when it is written; else nbgrader's words on why not. One page never stops
        the others.

    Args:
        cohort: the cohort.
        learner: identifier.
        lesson: "C04".
        pending: grade_ids that a person has still to look at.
    """
    from nbgrader.converters import GenerateFeedback
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(cohort.root)
    config.CourseDirectory.course_id = COURSE_ID
    config.CourseDirectory.assignment_id = lesson
    config.CourseDirectory.student_id = learner
    config.HTMLExporter.template_name = TEMPLATE
    config.HTMLExporter.extra_template_basedirs = [str(folder("grading") / "templates")]
    config.HTMLExporter.exclude_anchor_links = True
    config.HTMLExporter.language_code = "fr"
    config.HTMLExporter.filters = {
        "nombre": number,
        "accord": plural,
        "titre": _title,
        "etat": _state,
        "sans_danger": harmless,
        "titres_abaisses": _lower_headings,
    }
    log = logging.Logger("culture_data.feedback", logging.WARNING)
    heard = io.StringIO()
    log.addHandler(logging.StreamHandler(heard))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        directory = CourseDirectory(config=config, log=log)
        converter = GenerateFeedback(coursedir=directory, config=config, log=log, force=True)
        get_grades, *_ = converter.preprocessors
        converter.preprocessors = [get_grades, _situation(cohort, frozenset(pending))]
        try:
            converter.start()
        except NbGraderException:
            return heard.getvalue()
    return ""


def harmless(html: str) -> str:
    """Return HTML without scripts nor styles, its tables readable by screen readers."""
    import bleach

    bare = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", "", html)
    clean = bleach.clean(
        bare,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        protocols=["http", "https", "mailto", "data"],
        strip=True,
    )
    # nbconvert would describe them in English.
    clean = re.sub(r"<img (?![^>]*\balt=)", '<img alt="Image sans description" ', clean)
    # pandas writes header cells without a scope, and an empty one in the corner.
    clean = re.sub(r"<th></th>", "<td></td>", clean)
    clean = re.sub(
        r"(?s)<thead>.*?</thead>", lambda head: head[0].replace("<th>", '<th scope="col">'), clean
    )
    return clean.replace("<th>", '<th scope="row">')


def _situation(cohort: Cohort, pending: frozenset[str]) -> Callable[[Any, Any], tuple[Any, Any]]:
    """Return a preprocessor that tells the template what nbgrader does not."""

    def tell(notebook: Any, resources: Any) -> tuple[Any, Any]:
        resources["simule"] = cohort.simulated
        resources["pending"] = pending
        resources["attente"] = _pending_sentence(len(pending))
        return notebook, resources

    return tell


def _pending_sentence(count: int) -> str:
    if not count:
        return ""
    who = "une réponse sera encore lue" if count == 1 else f"{count} réponses seront encore lues"
    return f"Ce total peut changer\u00a0: {who} par une personne."


def _title(cell: Any) -> str:
    return title(cell.metadata.nbgrader.grade_id)


def _state(cell: Any, resources: Any) -> str:
    """Say how a graded cell went, in a word."""
    info = cell.metadata.nbgrader
    if info.grade_id in resources["pending"]:
        return "En attente d'une lecture"
    for output in cell.get("outputs", []):
        if verdict := output.get("data", {}).get(MIME):
            return Outcome(verdict["outcome"]).label
    if not info.score:
        return Outcome.NOT_ATTEMPTED.label if info.solution else Outcome.WRONG.label
    return "Réussi" if info.score >= info.points else "En partie réussi"


def _lower_headings(html: str) -> str:
    """Put a notebook's headings under the page's own."""
    return re.sub(r"<(/?)h([1-6])\b", lambda tag: f"<{tag[1]}h{min(int(tag[2]) + 2, 6)}", html)
