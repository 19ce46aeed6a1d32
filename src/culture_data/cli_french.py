"""The command line speaks French: help pages and errors.

Typer writes its errors in English, without gettext, so both are written here: help by two
classes that every command uses, errors by `explain`. Nothing is drawn with frames, which
screen readers spell out.
"""

import errno
import re
from difflib import get_close_matches
from typing import Any

from typer._click.exceptions import (
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperCommand, TyperGroup

HELP_OPTIONS = ["--aide", "--help", "-h"]


class _French:
    """What a command and a group of commands have in common."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Affiche cette page d'aide."
            option.opts = [name for name in HELP_OPTIONS if name in option.opts]
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = [each.metavar for each in self.params if each.param_type_name == "argument"]  # type: ignore[attr-defined]
        pieces += [_names(each) for each in self.params if _is_required_option(each)]  # type: ignore[attr-defined]
        pieces += [self.options_metavar, getattr(self, "subcommand_metavar", "")]  # type: ignore[attr-defined]
        usage = " ".join(each for each in pieces if each)
        # Click writes nothing when nothing follows the program: subcommands follow it here.
        program, *path = ctx.command_path.split(" ")
        formatter.write_usage(program, " ".join([*path, usage]), prefix="Utilisation\u00a0: ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        parameters = [each for each in self.get_params(ctx) if not each.hidden]  # type: ignore[attr-defined]
        arguments = [each for each in parameters if each.param_type_name == "argument"]
        options = [each for each in parameters if each.param_type_name == "option"]
        _section(formatter, "À préciser", [(each.metavar, each.help) for each in arguments])
        commands = getattr(self, "commands", {})
        _section(
            formatter,
            "Commandes",
            [(name, each.short_help or each.help) for name, each in commands.items()],
        )
        _section(formatter, "Options", [(_names(each), _option_help(each)) for each in options])


class FrenchCommand(_French, TyperCommand):
    """A command whose help is in French."""


class FrenchGroup(_French, TyperGroup):
    """A group of commands whose help is in French."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say in French that there is none."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.commands, n=1)
            advice = f" Vouliez-vous dire «\u00a0{near[0]}\u00a0»\u00a0?" if near else ""
            ctx.fail(f"La commande «\u00a0{args[0]}\u00a0» n'existe pas.{advice}")
        return super().resolve_command(ctx, args)


def _section(formatter: Any, title: str, rows: list[tuple[str, str | None]]) -> None:
    if rows:
        # A non-breaking space, because click adds the colon itself.
        with formatter.section(f"{title}\u00a0"):
            formatter.write_dl([(name, (text or "").strip()) for name, text in rows])


def _is_required_option(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "option" and parameter.required)


def _option_help(option: Any) -> str:
    return f"{option.help} Obligatoire." if option.required else option.help


def _names(option: Any) -> str:
    names = ", ".join(option.opts)
    return f"{names} {option.metavar}" if option.metavar and not option.is_flag else names


def explain(error: ClickException) -> str:
    """Return an error of the command line in French, with what to type to get help."""
    text = _explain(error)
    context = getattr(error, "ctx", None)
    if context is not None:
        text += f"\nPour voir un mode d'emploi\u00a0: {context.command_path} --aide"
    return text


def _explain(error: ClickException) -> str:
    name = _parameter_name(error)
    if isinstance(error, MissingParameter):
        return f"Il manque une précision\u00a0: {name}."
    if isinstance(error, NoSuchOption):
        near = " ou ".join(sorted(error.possibilities or ()))
        advice = f" Vouliez-vous dire {near}\u00a0?" if near else ""
        return f"L'option {error.option_name} n'existe pas.{advice}"
    if isinstance(error, BadParameter):
        # Our own checks raise it, with a French message.
        return f"{name}\u00a0: {error.message}" if name else error.message
    if isinstance(error, UsageError):
        return _explain_usage(error.message)
    return error.format_message()


def _explain_usage(message: str) -> str:
    if message == "Missing command.":
        return "Il manque la commande à lancer."
    if found := re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message):
        return f"Il y a un mot de trop, ou un nom qui contient une espace demande des guillemets\u00a0: {found[1]}."
    if found := re.fullmatch(r"Option '(.*)' requires .*", message):
        return f"L'option {found[1]} doit être suivie d'une valeur."
    if found := re.fullmatch(r"Option '(.*)' does not take a value\.", message):
        return f"L'option {found[1]} s'écrit seule, sans valeur."
    return message


def _parameter_name(error: ClickException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    if parameter.param_type_name == "option":
        return f"l'option {_names(parameter)}"
    return str(parameter.metavar or parameter.name).rstrip(".")


def explain_os_error(error: OSError) -> str | None:
    """Return what a user can do about a refusal of the system, or None if it is no such thing."""
    where = f" ({error.filename})" if error.filename else ""
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return (
            f"Vous n'avez pas le droit d'écrire ou de lire à cet endroit{where}. Rien n'a été perdu. "
            "Choisissez un dossier à vous, ou fermez le programme qui garde ce fichier ouvert."
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"Il n'y a plus de place sur le disque{where}. Rien n'a été perdu. "
            "Libérez de la place, puis relancez la même commande."
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG):
        return (
            f"Ce chemin ne convient pas{where}\u00a0: un fichier porte déjà ce nom, ou le nom est trop long. "
            "Rien n'a été changé. Choisissez un autre dossier."
        )
    return None
