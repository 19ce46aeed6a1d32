"""How long a validation takes beside frictionless alone, and how much memory it needs.

Each measure runs in a process of its own, so that one peak of memory does not hide another:

    uv run python benchmarks/scdl.py            100 000 rows
    uv run python benchmarks/scdl.py 300000     another number
"""

import argparse
import csv
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

SIRET = "21440109300015"
MOST = 3.0
WINDOW_MB = 20


def write(path: Path, rows: int, wrong: float) -> None:
    """Write simulated subventions; `wrong` is the share of rows with a problem."""
    from culture_data.scdl import schemas

    draw = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(schemas.fields("subventions"))
        for number in range(rows):
            bad = draw.random() < wrong
            writer.writerow(
                [
                    "Commune simulée",
                    SIRET,
                    "31/12/2025" if bad else f"2025-{draw.randint(1, 12):02d}-15",
                    f"D-{number}",
                    f"Association simulée {draw.randint(1, 20_000)}",
                    SIRET,
                    "",
                    f"Projet simulé numéro {number}",
                    "1 500,00 €" if bad else f"{draw.randint(100, 99_999)}.50",
                    "aide en numéraire",
                    "unique",
                    "2025-03-14",
                    "",
                    "non",
                    "1",
                    "",
                ]
            )


def ours(path: str) -> int:
    """Validate with Culture Data; return the number of errors."""
    from culture_data.scdl.validation import validate

    return validate(path, "subventions").errors


def frictionless_alone(path: str) -> int:
    """Validate with frictionless, told all that Culture Data guesses."""
    import frictionless

    from culture_data.scdl import schemas

    schema = frictionless.Schema.from_descriptor(schemas.load("subventions"))
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Resource(path=path, schema=schema, encoding="utf-8").validate(
            limit_errors=10_000_000
        )
    return sum(len(task.errors) for task in report.tasks)


def measure(what: Callable[[str], int], path: Path) -> dict[str, float]:
    """Run in a fresh process; return seconds, peak memory in megabytes and errors found."""
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(what, str(path), send))
    process.start()
    found: dict[str, float] = receive.recv()
    process.join()
    return found


def _measure(what: Callable[[str], int], path: str, send: Connection) -> None:
    import frictionless  # noqa: F401 - both need it: what is measured is the reading

    start = time.perf_counter()
    errors = what(path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1_048_576 if sys.platform == "darwin" else 1_024)
    send.send({"seconds": seconds, "megabytes": megabytes, "errors": errors})


def compare(rows: int, wrong: float) -> dict[str, float]:
    """Measure both on one file, and Culture Data on a file ten times shorter."""
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder, "large.csv"), Path(folder, "small.csv")
        write(large, rows, wrong)
        write(small, rows // 10, wrong)
        mine, theirs, short = (
            measure(ours, large),
            measure(frictionless_alone, large),
            measure(ours, small),
        )
    return {
        "rows": rows,
        "share_of_wrong_rows": wrong,
        "seconds": round(mine["seconds"], 2),
        "seconds_frictionless": round(theirs["seconds"], 2),
        "ratio": round(mine["seconds"] / theirs["seconds"], 2),
        "peak_mb": round(mine["megabytes"]),
        "peak_mb_frictionless": round(theirs["megabytes"]),
        "peak_mb_ten_times_shorter": round(short["megabytes"]),
        "errors": mine["errors"],
        "errors_frictionless": theirs["errors"],
    }


def main() -> int:
    """Print both cases; fail when time or memory is beyond what is promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=100_000)
    rows = parser.parse_args().rows
    kept = True
    for wrong in (0.0, 0.3):
        told = compare(rows, wrong)
        print(json.dumps(told, indent=2))
        grown = told["peak_mb"] - told["peak_mb_ten_times_shorter"]
        kept &= told["ratio"] <= MOST and grown <= WINDOW_MB
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
