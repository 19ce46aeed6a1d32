"""Where the files that collectivités really published stand; they never enter the project."""

from pathlib import Path

import pytest

FIELD = Path(__file__).parents[3] / "shared" / "data" / "field"
PUBLISHED = FIELD / "scdl-schemas"

needs_field = pytest.mark.skipif(
    not FIELD.is_dir(), reason="shared/data/field is not on this machine"
)
