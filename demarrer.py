"""Prepare the environment of Culture Data beside this file, then start it.

People run it with the Python they have: `python3 demarrer.py [arguments of culture-data]`, or
`python3 demarrer.py tests [arguments of pytest]`. Standard library only. The syntax and the
module level stay readable by Python 3.6, so that an old Python gets an explanation in French
instead of a SyntaxError; whatever comes after `check_python` may count on Python 3.11.

How the work is kept safe:

* A new environment is always built beside the old one (`.venv-en-cours`), then renamed to
  `.venv`. A failure at any point leaves the previous `.venv` as it was. uv makes it
  "relocatable", hence the renaming does not break its scripts.
* `.venv/culture-data.json` is written last: without it, `.venv` is not ours or not finished.
* When there is no uv on the PATH, its program alone goes to `.uv/`, outside `.venv`: `uv sync`
  removes from an environment what the lock file does not name, itself included, and Windows
  cannot replace a program that is running.
* The log `demarrer.log` is locked while we work, so that two starts never build together.
"""

import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO, Iterator  # noqa: UP035 (Python 3.6 has no other)

MINIMUM_PYTHON = (3, 11)
MINIMUM_UV = (0, 6)  # the first ones lack `uv sync --active`
NEEDED_BYTES = 1200 * 1000 * 1000  # measured: 450 MB, 560 MB with the tests' tools; plus margin
HEARTBEAT_SECONDS = 15
INTERRUPTED = (-signal.SIGINT, 128 + signal.SIGINT, 0xC000013A)  # by signal, by shell, on Windows

ENVIRONMENT = ".venv"
BUILDING = ".venv-en-cours"
PREVIOUS = ".venv-precedent"
STAMP = "culture-data.json"
UV_FOLDER = ".uv"
LOG = "demarrer.log"

NOTHING_LOST = "Rien n’est perdu : vos fichiers et l’installation précédente sont intacts."

NO_SPACE = (
    "il n’y a plus assez de place sur le disque.",
    "libérez de la place (environ 1,2 Go : corbeille, téléchargements…), puis relancez la "
    "même commande. Si le disque a de la place, un quota limite peut-être votre compte : "
    "demandez à votre service informatique.",
)
NO_NETWORK = (
    "les composants n’ont pas pu être téléchargés : le réseau, ou le site pypi.org, ne répond pas.",
    "vérifiez la connexion et réessayez plus tard. Si votre organisation passe par un "
    "serveur mandataire (proxy), donnez son adresse dans la variable HTTPS_PROXY. Sinon, "
    "demandez à votre service informatique d’autoriser pypi.org et files.pythonhosted.org, "
    "ou préparez le projet sur un ordinateur connecté, du même système, et copiez son cache "
    "uv (variable UV_CACHE_DIR).",
)
BAD_CERTIFICATE = (
    "la connexion sécurisée à pypi.org a été refusée : son certificat n’est pas reconnu, ce "
    "qui arrive quand le réseau d’une organisation contrôle les connexions.",
    "donnez la valeur 1 aux variables UV_SYSTEM_CERTS et UV_NATIVE_TLS, ou indiquez dans "
    "SSL_CERT_FILE et PIP_CERT le fichier de certificats fourni par votre service "
    "informatique, puis relancez la même commande.",
)
NO_RIGHT = (
    "l’écriture est refusée dans le dossier du projet, ou un de ses fichiers est en cours "
    "d’utilisation.",
    "fermez les fenêtres de Culture Data encore ouvertes (JupyterLab, terminaux), puis "
    "réessayez. Si cela ne suffit pas, copiez le dossier du projet là où vous pouvez "
    "écrire (par exemple dans « Documents ») et lancez-le depuis cette copie.",
)
NO_PIP = (
    "ce Python ne sait pas installer de composants (ses modules ensurepip et pip manquent, "
    "ce qui est courant sous Debian et Ubuntu), et le programme uv n’est pas installé.",
    "sous Debian ou Ubuntu, tapez « sudo apt install python3-venv », puis relancez la même "
    "commande. Ailleurs, installez Python depuis https://www.python.org/downloads/ ou uv "
    "depuis https://docs.astral.sh/uv/.",
)
BUSY = (
    "une autre fenêtre prépare déjà Culture Data dans ce dossier.",
    "attendez qu’elle ait fini, puis relancez la même commande.",
)
UNKNOWN = (
    "une étape technique a échoué.",
    "relancez la même commande. Si l’échec se répète, transmettez le journal à la personne "
    "qui vous accompagne.",
)

# What pip, uv and the systems write, in lower case; the first family found gives the message.
SYMPTOMS = (
    (
        NO_SPACE,
        (
            "no space left",
            "not enough space",
            "disk quota exceeded",
            "file too large",
            "(os error 112)",
        ),
    ),
    (BAD_CERTIFICATE, ("invalid peer certificate", "certificate verify failed", "unknownissuer")),
    (
        NO_NETWORK,
        (
            "failed to fetch",
            "network connectivity is disabled",
            "error sending request",
            "dns error",
            "connection refused",
            "timed out",
            "no matching distribution found",
            "newconnectionerror",
            "proxyerror",
            "name resolution",
        ),
    ),
    (NO_RIGHT, ("permission denied", "access is denied", "read-only file system", "(os error 32)")),
)
ERRNOS = (
    (NO_SPACE, (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))),
    (NO_RIGHT, (errno.EACCES, errno.EPERM, errno.EROFS)),
)


asked_to_stop = []  # the signals received while preparing


class Failure(Exception):  # noqa: N818
    """Something that stops the start: what happened and what to do, in French."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo
        self.log = ""  # where the technical output is, when there is some


# --- Speaking -----------------------------------------------------------------------------


def say(text: str) -> None:
    """Show a line at once; on stderr, because stdout belongs to `culture-data`."""
    print(text, file=sys.stderr, flush=True)


def speak_utf8() -> None:
    """Let accents through, whatever the console (needs Python 3.7; before, replace them)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not hasattr(sys.stderr, "reconfigure"):
        sys.stderr = open(sys.stderr.fileno(), "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def report(failure: Failure) -> None:
    say("")
    say("Culture Data n’a pas pu démarrer : " + failure.what)
    say("Que faire : " + failure.todo)
    say(NOTHING_LOST)
    if failure.log:
        say("Détails techniques : " + failure.log)


# --- Python -------------------------------------------------------------------------------


def check_python(version: "tuple[int, int, int]") -> None:
    """Raise Failure when this version of Python is too old."""
    if tuple(version[:2]) < MINIMUM_PYTHON:
        raise Failure(
            "votre version de Python ({}) est trop ancienne : il faut Python {} ou plus "
            "récent.".format(
                ".".join(str(part) for part in version),
                ".".join(str(part) for part in MINIMUM_PYTHON),
            ),
            "installez une version récente. Sous Windows et macOS, elle se télécharge sur "
            "https://www.python.org/downloads/ ; sous Linux, passez par votre logithèque (par "
            "exemple « sudo apt install python3.12 python3.12-venv »). Sur un poste "
            "professionnel, demandez à votre service informatique. Puis relancez la même "
            "commande.",
        )


def newer_python() -> "list[str] | None":
    """Find on the PATH a Python that is recent enough; a name there may be an empty shell."""
    names = ["python3.13", "python3.12", "python3.11", "python3.14", "python3", "python"]
    commands = [["py", "-3"]] if os.name == "nt" else []
    commands += [[name] for name in names]
    probe = "import sys; print(sys.version_info[0], sys.version_info[1])"
    for command in commands:
        answer = answer_of([*command, "-c", probe])
        version = tuple(int(part) for part in answer.split() if part.isdigit())
        if len(version) == 2 and version >= MINIMUM_PYTHON:
            return command
    return None


def answer_of(command: "list[str]") -> str:
    """Return what a command prints, or nothing when it is absent or fails."""
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        answer = subprocess.check_output(
            [program] + command[1:],  # noqa: RUF005
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.decode("utf-8", "replace").strip()


def hand_over(command: "list[str]", folder: "Path | None" = None) -> int:
    """Let a command take our place, and give its exit code where it cannot (Windows)."""
    os.environ.setdefault("PYTHONIOENCODING", "utf-8")
    program = shutil.which(command[0]) or command[0]
    if folder is not None:
        os.chdir(str(folder))
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(program, command)  # noqa: S606
    # Ctrl-C is for the command, which gets it too; a function, as SIG_IGN would be inherited
    signal.signal(signal.SIGINT, lambda *_: None)
    return subprocess.call([program] + command[1:])  # noqa: RUF005


# --- The state of the environment ---------------------------------------------------------


def fingerprint(root: Path) -> str:
    """Return a hash of what decides the packages; raise Failure when the project is cut."""
    missing = [n for n in ("pyproject.toml", "uv.lock", "src") if not (root / n).exists()]
    if missing:
        raise Failure(
            f"le dossier du projet est incomplet (il manque : {', '.join(missing)}).",
            f"téléchargez de nouveau le projet en entier (ou décompressez toute l’archive), "
            f"sans déplacer demarrer.py hors de son dossier. Dossier examiné : {root}",
        )
    content = b"\0".join((root / name).read_bytes() for name in ("pyproject.toml", "uv.lock"))
    return hashlib.sha256(content).hexdigest()


def python_of(environment: Path) -> Path:
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"


def read_stamp(environment: Path) -> "dict[str, object]":
    """Return what we wrote at the end of a successful build, or nothing."""
    try:
        stamp = json.loads((environment / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_ready(root: Path, dev: bool) -> bool:
    """Say whether `.venv` holds the locked packages, for this folder, and still runs."""
    stamp = read_stamp(root / ENVIRONMENT)
    return (
        stamp.get("packages") == fingerprint(root)
        and stamp.get("folder") == str(root)  # a moved project has links to its former place
        and (stamp.get("dev") is True or not dev)
        and answer_of([str(python_of(root / ENVIRONMENT)), "-ISc", "print(1)"]) == "1"
    )


# --- Running tools ------------------------------------------------------------------------


def cause_of(output: str) -> Failure:
    """Turn the output of pip or uv into a Failure."""
    text = output.lower()
    for message, symptoms in SYMPTOMS:
        if any(symptom in text for symptom in symptoms):
            return Failure(*message)
    return Failure(*UNKNOWN)


def failure_of(error: OSError) -> Failure:
    for message, numbers in ERRNOS:
        if error.errno in numbers:
            return Failure(*message)
    return Failure(f"{UNKNOWN[0][:-1]} ({error}).", UNKNOWN[1])


def run(command: "list[str]", log: BinaryIO, **variables: str) -> None:
    """Run a tool out of sight, its output in the log; raise Failure when it fails."""
    check_interrupted()
    log.write(("\n$ " + " ".join(command) + "\n").encode("utf-8"))
    log.flush()
    start = log.seek(0, os.SEEK_END)
    child = subprocess.Popen(
        command,
        cwd=Path(log.name).parent,  # the project's folder, where uv looks for its settings
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, **variables},
    )
    try:
        code = wait_for(child)
    finally:
        stop(child)
    if code == 0:
        return
    check_interrupted()
    if code in INTERRUPTED:  # Ctrl-C reached the tool before us
        raise KeyboardInterrupt
    log.seek(start)
    output = log.read().decode("utf-8", "replace")
    # a tool that may not write more is killed, or has not even the room to say why
    full = code == -getattr(signal, "SIGXFSZ", 0) or shutil.disk_usage(log.name).free < 10**7
    failure = Failure(*NO_SPACE) if full else cause_of(output)
    failure.log = str(log.name)
    raise failure


def wait_for(child: "subprocess.Popen[bytes]") -> int:
    begun = said = time.monotonic()
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return child.wait(timeout=0.2)
        check_interrupted()
        if time.monotonic() - said > HEARTBEAT_SECONDS:
            said = time.monotonic()
            say(f"  … toujours en cours ({said - begun:.0f} s)")


def stop(child: "subprocess.Popen[bytes]") -> None:
    """End a tool that is still at work, since its folder is about to be cleaned."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def interrupt(number: int, _frame: object) -> None:
    """Take note only: an exception raised inside `subprocess` can leave its lock held for ever."""
    asked_to_stop.append(number)


def check_interrupted() -> None:
    """Raise KeyboardInterrupt where stopping is safe, if it was asked for."""
    if asked_to_stop:
        raise KeyboardInterrupt


def interruptions() -> "list[int]":
    names = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def remove(folder: Path) -> None:
    """Delete a folder of ours, its stamp first: half-deleted, it must not pass for whole."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
        return
    with contextlib.suppress(FileNotFoundError):
        (folder / STAMP).unlink()
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        raise Failure(*NO_RIGHT)


def check_space(folder: Path, needed: int = NEEDED_BYTES) -> None:
    """Raise Failure when the disk of a folder, made or not yet, has too little room."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Failure(
            f"il reste {gigabytes(free)} sur le disque de {folder}, et il en faut environ "
            f"{gigabytes(needed)}.",
            NO_SPACE[1],
        )


def gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} Go".replace(".", ",")


# --- Building -----------------------------------------------------------------------------


@contextlib.contextmanager
def journal(root: Path) -> "Iterator[BinaryIO]":
    """Open the log for this start alone, emptied of the former one."""
    with (root / LOG).open("a+b") as log:
        try:
            lock(log)
        except (BlockingIOError, PermissionError) as error:
            raise Failure(*BUSY) from error
        log.truncate(0)
        yield log


def lock(log: BinaryIO) -> None:
    """Lock a file until it is closed, or until we die; the system sees to it."""
    if os.name == "nt":
        import msvcrt

        log.seek(2**30)  # far behind the text: on Windows a locked byte cannot be written
        msvcrt.locking(log.fileno(), msvcrt.LK_NBLCK, 1)
        log.seek(0, os.SEEK_END)
        return
    import fcntl

    try:
        fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise
        # some network disks know no locks: go on without


def find_uv(root: Path) -> "str | None":
    """Return a uv that runs and is recent enough: the PATH's, else ours."""
    for candidate in ("uv", str(own_uv(root))):
        words = answer_of([candidate, "--version"]).split()
        if len(words) < 2:
            continue
        version = tuple(int(part) for part in words[1].split(".")[:2] if part.isdigit())
        if version >= MINIMUM_UV:
            return os.path.abspath(shutil.which(candidate))  # noqa: PTH100 (links stay)
    return None


def own_uv(root: Path) -> Path:
    return root / UV_FOLDER / ("uv.exe" if os.name == "nt" else "uv")


def install_uv(root: Path, log: BinaryIO) -> str:
    """Fetch uv with pip in a passing folder and keep its one program."""
    passing = root / BUILDING
    remove(passing)
    package = "uv>=" + ".".join(str(part) for part in MINIMUM_UV)
    if importlib.util.find_spec("ensurepip"):
        run([sys.executable, "-m", "venv", str(passing)], log)
        run([str(python_of(passing)), "-m", "pip", "install", package], log)
    elif importlib.util.find_spec("pip"):
        run([sys.executable, "-m", "pip", "install", "--target", str(passing), package], log)
    else:
        raise Failure(*NO_PIP)
    program = own_uv(root)
    found = [path for path in passing.glob(f"*/{program.name}") if path.is_file()]
    if not found:
        raise Failure(*UNKNOWN)
    program.parent.mkdir(exist_ok=True)
    (program.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    found[0].replace(program)
    remove(passing)
    return str(program)


def build(root: Path, dev: bool, log: BinaryIO) -> None:
    """Make a new environment aside, and put it in place only when it is whole."""
    building = root / BUILDING
    check_space(root)
    try:
        uv = find_uv(root)
        if uv is None:
            say("  Installation de l’outil uv (dans le dossier .uv)…")
            uv = install_uv(root, log)
        cache = answer_of([uv, "cache", "dir"])
        if cache:
            check_space(Path(cache).absolute())
        remove(building)
        run([uv, "venv", "--relocatable", "--python", sys.executable, str(building)], log)
        sync = [uv, "sync", "--frozen", "--active", "--no-progress", "--color", "never"]
        sync += ["--python", str(python_of(building))]
        sync += ["--group", "dev"] if dev else ["--no-dev"]
        run(sync, log, VIRTUAL_ENV=str(building))
        stamp = {"packages": fingerprint(root), "folder": str(root), "dev": dev}
        (building / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
        check_interrupted()
        put_in_place(root)
    except BaseException:
        with contextlib.suppress(OSError, Failure):
            remove(building)
        raise


def put_in_place(root: Path) -> None:
    """Swap the new environment and the former one, which comes back if the swap fails."""
    current, previous = root / ENVIRONMENT, root / PREVIOUS
    remove(previous)
    had_one = os.path.lexists(current)
    if had_one:
        current.rename(previous)
    try:
        (root / BUILDING).rename(current)
    except OSError:
        if had_one:
            previous.rename(current)
        raise
    with contextlib.suppress(OSError, Failure):  # in use on Windows: next time
        remove(previous)


def recover(root: Path) -> None:
    """Bring back the former environment if the machine stopped in the middle of a swap."""
    current, previous = root / ENVIRONMENT, root / PREVIOUS
    if not os.path.lexists(current) and read_stamp(previous):
        previous.rename(current)


def prepare(root: Path, dev: bool) -> None:
    """Make `.venv` what uv.lock says; quick when there is nothing to do."""
    if is_ready(root, dev):
        return
    with journal(root) as log:
        recover(root)
        if is_ready(root, dev):
            return
        version = ".".join(str(part) for part in sys.version_info[:3])
        first = not os.path.lexists(root / ENVIRONMENT)
        say(f"Python {version} convient.")
        say("Installation des composants dans le dossier .venv, à côté de demarrer.py.")
        if first:
            say("  La première fois, comptez de 1 à 5 minutes selon votre connexion ;")
            say("  les fois suivantes, cette étape est sautée. Vous pouvez l’interrompre")
            say("  avec Ctrl+C : rien ne restera à moitié fait.")
        else:
            say("  Le projet a changé, ou de nouveaux outils sont demandés : comptez une")
            say("  à quelques minutes. L’installation actuelle reste en place d’ici là.")
        begun = time.monotonic()
        # an environment that someone made by hand may hold the developer's tools: keep them
        former = read_stamp(root / ENVIRONMENT)
        keep_dev = former.get("dev") is True or (not first and not former)
        build(root, dev or keep_dev, log)
        say(f"  Terminé en {time.monotonic() - begun:.0f} s.")


# --- The whole ----------------------------------------------------------------------------


def start(root: Path, arguments: "list[str]") -> int:
    try:
        check_python(sys.version_info[:3])
    except Failure:
        command = newer_python()
        if command is None:
            raise
        say("Python {}.{} est trop ancien : un plus récent est utilisé.".format(*sys.version_info))
        return hand_over(command + [str(root / "demarrer.py")] + arguments)  # noqa: RUF005
    testing = arguments[:1] == ["tests"]
    prepare(root, dev=testing)
    check_interrupted()
    python = str(python_of(root / ENVIRONMENT))
    if testing:
        say("Lancement des tests (plusieurs minutes)…")
        return hand_over([python, "-m", "pytest", *arguments[1:]], root)
    say("Lancement de Culture Data (quelques secondes)…")
    return hand_over([python, "-m", "culture_data", *arguments])


def keep_window_open() -> None:
    """Leave the message readable after a double click on Windows."""
    if os.name == "nt" and "PROMPT" not in os.environ and sys.stdin and sys.stdin.isatty():
        input("Appuyez sur la touche Entrée pour fermer cette fenêtre.")


def main() -> int:
    root = Path(__file__).resolve().parent
    speak_utf8()
    for number in interruptions():
        if signal.getsignal(number) != signal.SIG_IGN:  # as `nohup` wants it
            signal.signal(number, interrupt)
    try:
        return start(root, sys.argv[1:])
    except Failure as failure:
        report(failure)
    except OSError as error:
        report(failure_of(error))
    except KeyboardInterrupt:
        say("")
        say("Interrompu à votre demande. " + NOTHING_LOST)
        say("Relancez la même commande quand vous voudrez.")
        return 130
    keep_window_open()
    return 1


if __name__ == "__main__":
    sys.exit(main())
