"""The command `culture-data`. Thin: each command calls one function and shows what it says.

Heavy imports stand inside the commands, so that `culture-data --aide` answers at once.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import ClickException

from culture_data import programs
from culture_data.cli_french import (
    HELP_OPTIONS,
    FrenchCommand,
    FrenchGroup,
    explain,
    explain_os_error,
)
from culture_data.errors import CultureDataError

UNEXPECTED = 70

EXAMPLES = """
\b
Exemples (tapez la ligne, puis la touche Entrée)\u00a0:
  culture-data                    ouvre le parcours dans votre navigateur
  culture-data demo               montre tout, avec des apprenants simulés
  culture-data valider liste.csv  vérifie un fichier SCDL, et dit comment le corriger
  culture-data cohorte --aide     explique les commandes des formateurs

Si vous lancez le projet par demarrer.py, écrivez «\u00a0python3 demarrer.py\u00a0» à la place
de «\u00a0culture-data\u00a0».
"""

COHORT_EXAMPLES = """
\b
Une session, dans l'ordre\u00a0:
  culture-data cohorte creer "Printemps 2027" --apprenants liste.csv
  culture-data cohorte collecter "Printemps 2027" rendus.zip
  culture-data cohorte corriger "Printemps 2027"
  culture-data cohorte formgrader "Printemps 2027"
  culture-data cohorte bilan "Printemps 2027"
  culture-data cohorte exporter "Printemps 2027" --format xlsx

\b
La liste des apprenants est un fichier CSV (votre tableur sait l'enregistrer)
avec les colonnes identifiant, nom, prénom et courriel.
"""

SETTINGS = {"help_option_names": HELP_OPTIONS, "max_content_width": 90}

app = typer.Typer(
    cls=FrenchGroup,
    rich_markup_mode=None,
    add_completion=False,
    context_settings=SETTINGS,
    options_metavar="[OPTIONS]",
    subcommand_metavar="[COMMANDE]",
    help="Culture Data\u00a0: apprendre à se servir des données de sa collectivité. "
    "Sans commande, ouvre votre parcours dans le navigateur.",
    epilog=EXAMPLES,
)
cohort_app = typer.Typer(
    cls=FrenchGroup,
    rich_markup_mode=None,
    context_settings=SETTINGS,
    options_metavar="",
    subcommand_metavar="COMMANDE",
    no_args_is_help=True,
    short_help="Pour les formateurs\u00a0: suivre et corriger un groupe d'apprenants.",
    help="Pour les formateurs\u00a0: créer un groupe, ramasser les carnets, les corriger, en rendre compte.",
    epilog=COHORT_EXAMPLES,
)
data_app = typer.Typer(
    cls=FrenchGroup,
    rich_markup_mode=None,
    context_settings=SETTINGS,
    options_metavar="",
    subcommand_metavar="COMMANDE",
    no_args_is_help=True,
    help="Les jeux de données livrés avec le parcours.",
)
app.add_typer(cohort_app, name="cohorte")
app.add_typer(data_app, name="donnees")

NOM = Annotated[
    str, typer.Argument(metavar="NOM", help="Le nom de la cohorte, tel que vous l'avez créée.")
]
COHORTES = Annotated[
    Path,
    typer.Option(
        "--cohortes",
        metavar="DOSSIER",
        show_default=False,
        help="Le dossier qui contient les cohortes (sans cette option\u00a0: «\u00a0cohortes\u00a0», "
        "dans le dossier où vous êtes).",
    ),
]
COHORTS = Path("cohortes")


@app.callback(invoke_without_command=True)
def parcours(
    context: typer.Context,
    dossier: Annotated[
        Path,
        typer.Option(
            "--dossier",
            metavar="DOSSIER",
            show_default=False,
            help="Où installer le parcours (sans cette option\u00a0: «\u00a0parcours\u00a0», ici).",
        ),
    ] = Path("parcours"),
    sans_navigateur: Annotated[
        bool,
        typer.Option(
            "--sans-navigateur",
            show_default=False,
            help="Démarre sans ouvrir le navigateur, et affiche l'adresse à y copier.",
        ),
    ] = False,
    ne_pas_ouvrir: Annotated[
        bool,
        typer.Option(
            "--ne-pas-ouvrir",
            show_default=False,
            help="Installe ou met à jour le parcours, puis s'arrête.",
        ),
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", show_default=False, help="Affiche la version.")
    ] = False,
) -> int | None:
    """Lay out the learner's folder and open it."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"culture-data {installed('culture-data')}")
        raise typer.Exit
    if context.invoked_subcommand:
        return None
    from culture_data import workspace

    report = workspace.lay_out(dossier)
    typer.echo(report.message)
    if ne_pas_ouvrir:
        return 0
    return workspace.open_lab(report.folder, browser=not sans_navigateur)


@app.command(
    cls=FrenchCommand, help="Montre tout en une fois, avec une cohorte d'apprenants simulés."
)
def demo(
    dossier: Annotated[
        Path,
        typer.Option(
            "--dossier",
            metavar="DOSSIER",
            show_default=False,
            help="Où écrire la démonstration (sans cette option\u00a0: «\u00a0demonstration\u00a0», ici).",
        ),
    ] = Path("demonstration"),
) -> int:
    """Build, grade and report a simulated cohort."""
    from culture_data.grading import console, engine
    from culture_data.grading.demo import demo as run_demo

    done = run_demo(dossier, processes=engine.workers(), progress=console.progress)
    return console.show_demo(done)


@app.command(
    cls=FrenchCommand,
    help="Pour les auteurs\u00a0: construit le cours nbgrader (sujets, solutions) à partir des leçons.",
)
def construire(
    sortie: Annotated[
        Path,
        typer.Option(
            "--sortie",
            metavar="DOSSIER",
            show_default=False,
            help="Où construire le cours (sans cette option\u00a0: «\u00a0cours\u00a0», ici).",
        ),
    ] = Path("cours"),
) -> int:
    """Build the nbgrader course."""
    from culture_data import course
    from culture_data.grading import console

    return console.show_course(course.build(sortie))


@data_app.command(
    "verifier", cls=FrenchCommand, help="Vérifie que les données livrées sont intactes."
)
def data_verify() -> int:
    """Check the hash of every shipped file."""
    from culture_data import datasets
    from culture_data.grading import console

    return console.show_data_problems(datasets.verify(), len(datasets.resources()))


@cohort_app.command(
    "creer", cls=FrenchCommand, help="Crée une cohorte et prépare les carnets à distribuer."
)
def cohort_create(
    nom: NOM,
    apprenants: Annotated[
        Path,
        typer.Option(
            "--apprenants",
            metavar="LISTE.CSV",
            help="La liste des apprenants\u00a0: identifiant, nom, prénom, courriel.",
        ),
    ],
    ajouter: Annotated[
        bool,
        typer.Option(
            "--ajouter",
            show_default=False,
            help="La cohorte existe déjà\u00a0: y ajoute les personnes nouvelles de la liste.",
        ),
    ] = False,
    cohortes: COHORTES = COHORTS,
) -> int:
    """Make a cohort, or add learners to it."""
    from culture_data.grading import cohort, console

    return console.show_created(cohort.create(cohortes, nom, apprenants, add=ajouter))


@cohort_app.command(
    "collecter", cls=FrenchCommand, help="Ramasse les carnets rendus (dossiers ou fichiers zip)."
)
def cohort_collect(
    nom: NOM,
    rendus: Annotated[
        list[Path],
        typer.Argument(
            metavar="RENDUS...", help="Un ou plusieurs dossiers ou fichiers zip de carnets rendus."
        ),
    ],
    cohortes: COHORTES = COHORTS,
) -> int:
    """Take notebooks in."""
    from culture_data.grading import cohort, collect, console

    return console.show_collected(collect.collect(cohort.find(cohortes, nom), rendus))


@cohort_app.command(
    "corriger", cls=FrenchCommand, help="Corrige les carnets ramassés et écrit les retours."
)
def cohort_grade(
    nom: NOM,
    lecon: Annotated[
        str | None,
        typer.Option(
            "--lecon",
            metavar="LEÇON",
            show_default=False,
            help="Une seule leçon, par exemple C04 (sans cette option\u00a0: toutes).",
        ),
    ] = None,
    tout: Annotated[
        bool,
        typer.Option(
            "--tout",
            show_default=False,
            help="Corrige aussi les carnets qui n'ont pas changé depuis la dernière fois.",
        ),
    ] = False,
    cohortes: COHORTES = COHORTS,
) -> int:
    """Grade what was taken in."""
    from culture_data.grading import cohort, console, correct, engine

    found = cohort.find(cohortes, nom)
    done = correct.correct(
        found, lecon, everything=tout, processes=engine.workers(), progress=console.progress
    )
    return console.show_graded(done)


@cohort_app.command("bilan", cls=FrenchCommand, help="Écrit le bilan de la cohorte (page web).")
def cohort_report(nom: NOM, cohortes: COHORTES = COHORTS) -> int:
    """Write the cohort report."""
    from culture_data.grading import cohort, report

    typer.echo(f"Bilan écrit\u00a0: {report.write(cohort.find(cohortes, nom))}")
    return 0


@cohort_app.command("exporter", cls=FrenchCommand, help="Écrit le tableau des notes.")
def cohort_export(
    nom: NOM,
    forme: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="csv|xlsx",
            show_default=False,
            help="csv (tous les tableurs) ou xlsx (Excel, LibreOffice)\u00a0; sans cette option\u00a0: xlsx.",
        ),
    ] = "xlsx",
    sortie: Annotated[
        Path | None,
        typer.Option(
            "--sortie",
            metavar="FICHIER",
            show_default=False,
            help="Le fichier à écrire (sans cette option\u00a0: dans le dossier de la cohorte).",
        ),
    ] = None,
    cohortes: COHORTES = COHORTS,
) -> int:
    """Export the scores."""
    from culture_data.grading import cohort, export

    typer.echo(f"Notes écrites\u00a0: {export.write(cohort.find(cohortes, nom), forme, sortie)}")
    return 0


@cohort_app.command(
    "formgrader",
    cls=FrenchCommand,
    help="Ouvre le formgrader de nbgrader, pour noter les réponses rédigées.",
)
def cohort_formgrader(
    nom: NOM,
    sans_navigateur: Annotated[
        bool,
        typer.Option(
            "--sans-navigateur",
            show_default=False,
            help="Démarre sans ouvrir le navigateur, et affiche l'adresse à y copier.",
        ),
    ] = False,
    cohortes: COHORTES = COHORTS,
) -> int:
    """Open nbgrader's formgrader on the cohort."""
    from culture_data.grading import cohort, formgrader

    return formgrader.open_formgrader(cohort.find(cohortes, nom), browser=not sans_navigateur)


@app.command(
    cls=FrenchCommand, help="Valide un fichier SCDL (CSV, xlsx, ods), et dit comment le corriger."
)
def valider(
    fichier: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le fichier à valider.")],
    schema: Annotated[
        str | None,
        typer.Option(
            "--schema",
            metavar="NOM",
            show_default=False,
            help="Le schéma à suivre, par exemple subventions (sans cette option\u00a0: il est deviné).",
        ),
    ] = None,
    accepter_entetes: Annotated[
        bool,
        typer.Option(
            "--accepter-entetes",
            show_default=False,
            help="Contrôle aussi les colonnes dont le nom ressemble à un nom du standard.",
        ),
    ] = False,
    rapport: Annotated[
        Path | None,
        typer.Option(
            "--rapport",
            metavar="PAGE.HTML",
            show_default=False,
            help="Écrit le rapport complet dans une page web.",
        ),
    ] = None,
    en_json: Annotated[
        bool,
        typer.Option("--json", show_default=False, help="Affiche le résultat en JSON."),
    ] = False,
) -> int:
    """Validate an SCDL file."""
    from culture_data.scdl import report
    from culture_data.scdl.validation import validate

    done = validate(fichier, schema, accept_proposals=accepter_entetes)
    typer.echo(report.as_json(done) if en_json else "\n".join(report.lines(done)), nl=not en_json)
    if rapport:
        report.write_page(done, rapport)
        typer.echo(f"\nRapport écrit\u00a0: {rapport}", err=en_json)
    return 0 if done.valid else 1


@app.command(
    cls=FrenchCommand,
    help="Salit exprès un fichier CSV propre, pour en faire un exercice de nettoyage.",
)
def salir(
    fichier: Annotated[
        Path | None,
        typer.Argument(
            metavar="FICHIER", show_default=False, help="Le fichier CSV propre (UTF-8)."
        ),
    ] = None,
    graine: Annotated[
        int,
        typer.Option(
            "--graine",
            metavar="NOMBRE",
            show_default=False,
            help="Le même nombre donne le même fichier (sans cette option\u00a0: 1).",
        ),
    ] = 1,
    defauts: Annotated[
        str,
        typer.Option(
            "--defauts",
            metavar="LISTE",
            show_default=False,
            help="Défauts séparés par des virgules (nc=3,euros=5), familles (cellules, lignes, "
            "fichier) ou «\u00a0tous\u00a0» (sans cette option\u00a0: tous).",
        ),
    ] = "tous",
    sortie: Annotated[
        Path | None,
        typer.Option(
            "--sortie", metavar="FICHIER", show_default=False, help="Le fichier sale à écrire."
        ),
    ] = None,
    registre: Annotated[
        Path | None,
        typer.Option(
            "--registre",
            metavar="FICHIER",
            show_default=False,
            help="Le registre de tout ce qui a été altéré (sans cette option\u00a0: à côté).",
        ),
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option(
            "--schema",
            metavar="NOM",
            show_default=False,
            help="Le schéma du fichier (sans cette option\u00a0: reconnu à ses colonnes).",
        ),
    ] = None,
    liste: Annotated[
        bool, typer.Option("--liste", show_default=False, help="Affiche les défauts possibles.")
    ] = False,
) -> int:
    """Dirty a clean file on purpose."""
    from culture_data.scdl import practice

    if liste:
        typer.echo(practice.catalogue())
        return 0
    if fichier is None:
        raise CultureDataError(
            "Donnez le fichier propre à salir, ou --liste pour voir les défauts possibles."
        )
    typer.echo(practice.soil(fichier, graine, defauts, sortie, registre, schema))
    return 0


def main() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; every error is told in French.

    Returns:
        0 done; 1 something is for the user to mend; 2 a mistyped command; 70 a fault of
        ours; 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a character is no reason to stop
            stream.reconfigure(errors="replace")
    programs.on_path()
    try:
        code = app(list(arguments), prog_name="culture-data", standalone_mode=False)
    except ClickException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # its message is the help itself
            return _say(error.format_message(), 0)
        return _say(explain(error), 2)
    except CultureDataError as error:
        return _say(str(error), 1)
    except OSError as error:
        text = explain_os_error(error)
        return _say(text, 1) if text else _unexpected()
    except typer.Abort:
        return _say("Abandonné.", 1)
    except Exception:  # noqa: BLE001 - the last resort: a learner never sees a traceback
        return _unexpected()
    if code == 130:
        return _say("Arrêté à votre demande.", 130)
    return int(code or 0)


def _say(text: str, code: int) -> int:
    typer.echo(text, err=code != 0)
    return code


def _unexpected() -> int:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="culture-data-erreur-", suffix=".log", delete=False
    ) as log:
        log.write(traceback.format_exc())
    return _say(
        "Une erreur que nous n'avions pas prévue s'est produite. Rien de ce que vous avez écrit "
        f"n'a été effacé.\nLe détail est dans {log.name}\u00a0: joignez ce fichier à votre demande d'aide.",
        UNEXPECTED,
    )
