"""The promise of time and memory: 100 000 rows, both measured in one run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "scdl.py"


@pytest.mark.slow
def test_time_and_memory_are_what_is_promised():
    done = subprocess.run(
        [sys.executable, BENCHMARK], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    clean, dirty = json.loads(f"[{done.stdout.replace('}' + chr(10) + '{', '},{')}]")
    for told in (clean, dirty):
        assert told["rows"] == 100_000
        assert told["ratio"] <= 3
        assert told["errors"] >= told["errors_frictionless"]
