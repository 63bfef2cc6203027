"""Where a result comes from: the code, the items, the service and its index, so that two results can be compared."""

import hashlib
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from eval.dataset import Item

_ITEMS = TypeAdapter(list[Item])


def make_manifest(items: Sequence[Item], split: str, about: dict[str, Any]) -> dict[str, Any]:
    """The manifest of a run over ``items``; ``about`` is what is known of the service."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version("mundap"),
        "commit": commit_of(Path(__file__)),
        "split": split,
        "items": {"count": len(items), "sha256": hashlib.sha256(_ITEMS.dump_json(list(items))).hexdigest()},
        **about,
    }


def commit_of(file: Path) -> str:
    """The commit that a tracked file's checkout is at, with "-dirty-" and a hash of later changes; else "unknown"."""
    head = _git(file, "rev-parse", "HEAD")
    if head is None or _git(file, "ls-files", "--error-unmatch", file.name) is None:
        return "unknown"
    changed = _git(file, "diff", "HEAD")
    return f"{head}-dirty-{hashlib.sha256(changed.encode()).hexdigest()[:8]}" if changed else head


def _git(file: Path, *arguments: str) -> str | None:
    """What git says in a file's folder; None where there is no git, or it fails."""
    command = ["git", "-C", str(file.parent), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace").strip()
    except (OSError, subprocess.CalledProcessError):
        return None
