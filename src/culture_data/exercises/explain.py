"""Errors of beginners, told in French, kindly, before Python's own message.

`explain` works anywhere; `install` makes an IPython shell use it for each cell that
fails, and shows warnings in the same way instead of on stderr, where nbgrader would
take them for failures.
"""

import ast
import contextlib
import dataclasses
import linecache
import re
import sys
import traceback
import warnings
from html import escape
from typing import Any, TextIO

from culture_data.exercises import (
    explanations_pandas,
    explanations_python,
    explanations_syntax,
    explanations_warnings,
)
from culture_data.exercises.explanations import (
    Context,
    Explanation,
    Matcher,
    Place,
    is_learners,
    make_context,
)

__all__ = ["Explanation", "Place", "explain", "install", "to_html", "to_text", "uninstall"]

NBSP = "\u00a0"
LONGEST_TECHNICAL = 2_000
_MARK = "_culture_data_explain"

FIRST: tuple[Matcher, ...] = (
    explanations_python.ours,
    explanations_python.interrupted,
    explanations_python.dots,
    explanations_python.none_attribute,
)
MATCHERS = (
    FIRST
    + explanations_syntax.MATCHERS
    + explanations_pandas.MATCHERS
    + explanations_python.MATCHERS
)


def explain(
    error: BaseException, *, source: str | None = None, names: dict[str, Any] | None = None
) -> Explanation:
    """Tell an error in French.

    Args:
        error: the exception, with its traceback if it was raised.
        source: the cell's text; found from the traceback when it is not given.
        names: the learner's variables; likewise.
    """
    error = _telling(error, source)
    context = make_context(error, source, names)
    for matcher in MATCHERS:
        found = _ask(matcher, error, context)
        if found is not None:
            break
    else:
        found = explanations_python.general(error, context)
    return dataclasses.replace(found, place=context.place)


def _telling(error: BaseException, source: str | None) -> BaseException:
    """Read an unfinished cell again: IPython only says "incomplete input" of it."""
    if not (isinstance(error, SyntaxError) and "incomplete input" in str(error.msg)):
        return error
    text = source or "".join(linecache.getlines(error.filename or ""))
    try:
        ast.parse(text, error.filename or "<cellule>")
    except SyntaxError as told:
        return told.with_traceback(None)
    return error


def _ask(matcher: Matcher, error: BaseException, context: Context) -> Explanation | None:
    try:
        return matcher(error, context)
    except Exception:  # noqa: BLE001 - one matcher that stumbles must not silence the others
        return None


def to_html(explanation: Explanation) -> str:
    """Write an explanation as HTML; all that comes from the learner is escaped."""
    parts = [f"<p><strong>{_code(explanation.title)}</strong></p>"]
    place = explanation.place
    if place is not None:
        text = f"{NBSP}: <code>{escape(place.text[:300])}</code>" if place.text else ""
        parts.append(f"<p>Ligne{NBSP}{place.number}{text}</p>")
    parts.append(f"<p>{_code(explanation.meaning)}</p>")
    if explanation.advice:
        items = "".join(f"<li>{_code(each)}</li>" for each in explanation.advice)
        parts.append(f"<p>À essayer{NBSP}:</p><ul>{items}</ul>")
    return (
        '<section lang="fr" aria-label="Explication" '
        'style="border-left:4px solid;padding:0 1em;margin:.5em 0">' + "".join(parts) + "</section>"
    )


def _code(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def to_text(explanation: Explanation) -> str:
    """Write an explanation as plain text."""
    lines = [explanation.title]
    place = explanation.place
    if place is not None:
        text = f"{NBSP}: {place.text[:300]}" if place.text else ""
        lines.append(f"Ligne{NBSP}{place.number}{text}")
    lines.append(explanation.meaning)
    if explanation.advice:
        lines.append(f"À essayer{NBSP}:")
        lines += [f"– {each}" for each in explanation.advice]
    return "\n".join(lines)


def install(shell: Any) -> None:
    """Make a shell explain errors and warnings in French; a second call changes nothing.

    The shell's own `_showtraceback` is still called, and it is what records the error
    in the notebook: only the display before it, and the length of the trace, are ours.

    Args:
        shell: an IPython InteractiveShell, ipykernel's or a terminal's.
    """
    if getattr(shell, _MARK, None) is not None:
        return
    show_error, show_warning = shell._showtraceback, warnings.showwarning

    def french_error(etype: type[BaseException], value: BaseException, stb: list[str]) -> None:
        # Exception, not BaseException: interrupting this must still interrupt.
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            _publish(shell, explain(value))
            stb = _short(shell, etype, value, stb)
        show_error(etype, _printable(value), stb)

    def french_warning(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        try:
            if file is not None:
                raise ValueError("the caller wants the warning in a file of its own")
            if "To exit: use" in str(message):  # IPython's, after sys.exit: already explained
                return
            told = explanations_warnings.explain_warning(category, str(message))
            text = linecache.getline(filename, lineno).strip()
            cell = "ipykernel" in filename or filename.startswith("<")
            place = Place(lineno, text) if cell and lineno else None
            _publish(shell, dataclasses.replace(told, place=place), _original(category, message))
        except Exception:  # noqa: BLE001 - Python's own way is the way out
            show_warning(message, category, filename, lineno, file, line)

    def french_usage(error: BaseException) -> None:
        shell._showtraceback(type(error), error, [f"UsageError: {error}"])

    setattr(shell, _MARK, (show_error, show_warning, shell.show_usage_error))
    shell._showtraceback = french_error
    shell.show_usage_error = french_usage
    warnings.showwarning = french_warning


def uninstall(shell: Any) -> None:
    """Give a shell its own display of errors back."""
    before = getattr(shell, _MARK, None)
    if before is not None:
        shell._showtraceback, warnings.showwarning, shell.show_usage_error = before
        setattr(shell, _MARK, None)


def _publish(shell: Any, explanation: Explanation, original: str = "") -> None:
    note = f"<p><small>En anglais{NBSP}: {escape(original)}</small></p>" if original else ""
    html = to_html(explanation).removesuffix("</section>") + note + "</section>"
    shell.display_pub.publish({"text/plain": to_text(explanation), "text/html": html})


def _original(category: type[Warning], message: Warning | str) -> str:
    return f"{category.__name__}: {str(message).splitlines()[0] if str(message) else ''}"[:300]


def _short(
    shell: Any, etype: type[BaseException], value: BaseException, stb: list[str]
) -> list[str]:
    """Keep the learner's own lines and the exception's last words; all else is a library's."""
    if issubclass(etype, SyntaxError):
        return stb
    lines = []
    for frame, number in traceback.walk_tb(value.__traceback__):
        if is_learners(frame):
            label, name = shell.compile.format_code_name(frame.f_code.co_filename) or ("", "")
            where = f"{'Cellule' if label == 'Cell' else label} {name}".strip() or "Cellule"
            lines.append(f"{where}, ligne {number}")
            lines.append("    " + linecache.getline(frame.f_code.co_filename, number).strip())
    if not lines:
        return stb
    last = "".join(traceback.format_exception_only(etype, value)).rstrip()
    if len(last) > LONGEST_TECHNICAL:
        last = last[:LONGEST_TECHNICAL] + "…"
    return [*_few(lines), last]


def _few(lines: list[str]) -> list[str]:
    """A function that calls itself without end fills no screen."""
    return lines if len(lines) <= 20 else [*lines[:10], "    …", *lines[-10:]]


class UnprintableError(Exception):
    """Stands for an error whose own text cannot be made."""


def _printable(value: BaseException) -> BaseException:
    try:
        str(value)
    except Exception:  # noqa: BLE001 - whatever it raises, the cell must be recorded as failed
        return UnprintableError("message illisible")
    return value
