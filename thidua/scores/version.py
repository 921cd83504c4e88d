"""Which rules a score was computed by."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path


@cache
def code_version() -> str:
    """The product's version and a digest of the rules that scores depend on."""
    folder = Path(__file__).parent / "rules"
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{version('thidua')}+{found.hexdigest()[:16]}"
