"""What an explanation is made of, and what a matcher may look at.

The texts use backquotes around code; `explain.to_html` makes `<code>` of them.
The matchers themselves live in `explanations_python`, `_syntax`, `_pandas`, `_warnings`.
"""

import ast
import difflib
import itertools
import linecache
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from types import FrameType, TracebackType
from typing import Any

NBSP = "\u00a0"
LONGEST = 120
ENOUGH_NAMES = 2_000


@dataclass(frozen=True)
class Place:
    """The learner's own line.

    Attributes:
        number: line number in the cell, from 1.
        text: the line, without its indentation; empty when unknown.
    """

    number: int
    text: str


@dataclass(frozen=True)
class Explanation:
    """An error told in French.

    Attributes:
        title: what happened, one sentence.
        meaning: why, in plain words.
        advice: things to try, in order.
        place: the learner's line, if known.
    """

    title: str
    meaning: str
    advice: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True)
class Context:
    """What is known around an error, for the matchers.

    Attributes:
        message: `str(error)`, or "" when that itself fails; 10,000 characters at most.
        source: the cell's source, or "".
        names: the learner's variables.
        place: the learner's line.
        ran: whether the learner's code was running; not so when Python could not read it.
        frames: all frames that the error crossed, outermost first.
    """

    message: str
    source: str
    names: dict[str, Any]
    place: Place | None
    ran: bool
    frames: tuple[FrameType, ...] = field(default=(), repr=False)

    @cached_property
    def statements(self) -> tuple[ast.stmt, ...]:
        """The smallest statements around the learner's line: several when `;` parts them."""
        if self.place is None:
            return ()
        try:
            tree = ast.parse(self.source)
        except (SyntaxError, ValueError, RecursionError):
            return ()
        line = self.place.number
        around = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)
        ]
        sizes = [(node.end_lineno or 0) - node.lineno for node in around]
        return tuple(n for n, size in zip(around, sizes, strict=True) if size == min(sizes))

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """Yield the nodes of these kinds in the learner's statements."""
        for statement in self.statements:
            yield from (node for node in ast.walk(statement) if isinstance(node, kinds))

    def code(self, node: ast.AST) -> str:
        """Return a node as the learner wrote it."""
        return ast.get_source_segment(self.source, node) or ast.unparse(node)


Matcher = Callable[[BaseException, Context], Explanation | None]


def phrase(template: str, **values: Any) -> str:
    """Fill a French text in, with its non-breaking spaces; values and code stay as they are.

    Args:
        template: text with `{name}` fields and backquoted code.
        values: what to fill in, cut at 120 characters each.
    """
    parts = template.split("`")
    parts[::2] = [_typography(part) for part in parts[::2]]
    return "`".join(parts).format(**{name: shown(value) for name, value in values.items()})


def _typography(text: str) -> str:
    text = re.sub(r" ([:;?!»])", NBSP + r"\1", text)
    return text.replace("« ", "«" + NBSP)


class Ready(str):
    """A text that `phrase` and `make` take as it is: typography and length are settled."""

    __slots__ = ()


def shown(value: Any) -> str:
    """Return a value short enough for a sentence, without backquotes of its own."""
    if isinstance(value, Ready):
        return value
    text = str(value).replace("`", "'")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def listed(names: Iterable[Any], *, most: int = 12, joint: str = ", ", bare: bool = False) -> Ready:
    """Return names as code, `"a"`, `"b"`, … in one line.

    Args:
        names: texts or other labels.
        most: how many are shown.
        joint: what stands between two names.
        bare: names of Python (variables, methods), to be shown without quotes.
    """
    kept = list(itertools.islice(names, most + 1))
    shorts = [f"`{shown(name if bare else repr_name(name))}`" for name in kept[:most]]
    return Ready(joint.join(shorts) + (joint + "etc" if len(kept) > most else ""))


def repr_name(name: Any) -> str:
    """Write a name as it is typed in a program: texts in double quotes."""
    return f'"{name}"' if isinstance(name, str) else repr(name)


def near(name: Any, candidates: Iterable[Any], most: int = 3) -> list[Any]:
    """Return the candidates that look like a name: case, accents and spaces do not count."""
    if not isinstance(name, str):
        return []
    plain = {
        each: _plain(each) for each in list(candidates)[:ENOUGH_NAMES] if isinstance(each, str)
    }
    wanted = _plain(name)
    close = difflib.get_close_matches(wanted, plain.values(), most, 0.65)
    if len(wanted) >= 4:
        close += [text for text in plain.values() if wanted in text]
    return [
        each
        for each, text in sorted(plain.items(), key=lambda item: item[1] != wanted)
        if text in close
    ][:most]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(
        r"[\W_]+", " ", "".join(c for c in decomposed if not unicodedata.combining(c))
    ).strip()


def difference(name: Any, candidate: Any) -> str:
    """Say in French what little thing sets two names apart, or ""."""
    if not (isinstance(name, str) and isinstance(candidate, str)):
        return ""
    if name.casefold() == candidate.casefold():
        return phrase("seules les majuscules et les minuscules changent")
    if re.sub(r"\s", "", name) == re.sub(r"\s", "", candidate):
        return phrase(
            "seule une espace change, parfois au début ou à la fin, où elle ne se voit pas"
        )
    if _plain(name) == _plain(candidate):
        return phrase("seuls changent un accent, une espace, un tiret ou une majuscule")
    return ""


def make_context(
    error: BaseException, source: str | None = None, names: dict[str, Any] | None = None
) -> Context:
    """Gather what the matchers look at."""
    try:
        message = str(error)[:10_000]
    except Exception:  # noqa: BLE001 - an exception of the learner's may be broken too
        message = ""
    if isinstance(error, SyntaxError) and source is None and error.filename:
        source = "".join(linecache.getlines(error.filename)) or None
    steps = list(_steps(error.__traceback__))
    own = [step for step in steps if is_learners(step[0])]
    frame, number = own[-1] if own else (None, 0)
    if source is None and frame is not None:
        source = "".join(linecache.getlines(frame.f_code.co_filename))
    if names is None:
        names = {**frame.f_globals, **frame.f_locals} if frame is not None else {}
    if isinstance(error, SyntaxError) and frame is None:
        place = Place(error.lineno, (error.text or "").strip()) if error.lineno else None
    else:
        place = _place(source or "", number) if frame is not None else None
    return Context(
        message, source or "", names, place, bool(own), tuple(frame for frame, _ in steps)
    )


def _steps(tb: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def is_learners(frame: FrameType) -> bool:
    """Tell whether a frame runs the learner's own code: cells run in `__main__`."""
    return frame.f_globals.get("__name__", "__main__") in ("__main__", "builtins")


def _place(source: str, number: int) -> Place:
    lines = source.splitlines()
    return Place(number, lines[number - 1].strip() if 0 < number <= len(lines) else "")
