"""The French that learners and trainers read: typography and address."""

import re
from collections.abc import Iterator

import pytest

from culture_data import sources
from culture_data.exercises import catalogue
from culture_data.lessons import LESSONS
from culture_data.resources import folder

ROOT = folder("notebooks").parent
BREAKABLE = re.compile(r"\w[ ][:;?!»]|«[ ]")
FAMILIAR = re.compile(r"\b(tu|toi|(?<!et )ton|tes|te|t')\b", re.IGNORECASE)
CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>", re.DOTALL)
SHORT_NUMBER = re.compile(r"\d[ ]\d{3}\b")


def texts() -> Iterator[tuple[str, str]]:
    for lesson in LESSONS:
        yield f"{lesson.id} title", lesson.title
        for exercise in lesson.exercises:
            yield f"{exercise.id} title", exercise.title
            for check in exercise.checks:
                yield f"{exercise.id} check", check.name
            for hint in exercise.hints:
                yield f"{exercise.id} hint", hint
            for each in exercise.misconceptions:
                yield f"{exercise.id} {each.code}", each.message
        for number, cell in enumerate(sources.read(lesson).cells):
            if cell.cell_type == "markdown":
                yield f"{lesson.id} cell {number}", CODE.sub("", cell.source)
    for entry in catalogue.misconceptions().values():
        yield entry.code, entry.phrase
    for path in [*(ROOT / "grading" / "rubrics").glob("*.md"), ROOT / "CHANGELOG.md"]:
        yield path.name, CODE.sub("", path.read_text(encoding="utf-8"))
    french, _english = (ROOT / "README.md").read_text(encoding="utf-8").split("## In English")
    yield "README.md", CODE.sub("", french)


@pytest.mark.parametrize(("where", "text"), list(texts()))
def test_typography(where: str, text: str):
    assert not BREAKABLE.findall(text), where
    assert not SHORT_NUMBER.findall(text), where
    assert not FAMILIAR.findall(text), where
    assert "..." not in text.replace("« ... »", ""), where


def test_messages_of_the_code_use_non_breaking_spaces():
    """Explanations of errors get theirs when they are made: their own tests look at them."""
    faults = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        if path.name.startswith("explanations"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(r"«[ ]|[ ]»|[éèàêç]\w* [?!;](?!=)", line):
                faults.append(f"{path.name}:{number}: {line.strip()[:80]}")
    assert not faults
