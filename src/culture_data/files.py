"""Writing a file whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomic(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader, or a power cut, sees the old one or the new one.

    Args:
        path: the file; its folder must exist.
        content: text is written as UTF-8, with the line ends it has.

    Raises:
        OSError: nothing was changed, and nothing is left behind.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        # mkstemp makes private files; a shared workshop folder expects ordinary ones.
        with contextlib.suppress(OSError):
            temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
