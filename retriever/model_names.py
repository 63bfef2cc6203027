"""What the name of a model means: a folder here, or a model on a hub. Imports nothing, so that settings may ask."""

from pathlib import Path


def folder_of(name: str) -> Path | None:
    """The folder that `name` means; None for the name of a model on a hub.

    Raises FileNotFoundError for a path where no folder is: a hub would be asked for it in vain, for a minute.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if folder.exists() or _looks_like_path(name):
        raise FileNotFoundError(name)
    return None


def is_on_hub(name: str) -> bool:
    """Whether `name` is that of a model on a hub."""
    try:
        return bool(name) and folder_of(name) is None
    except FileNotFoundError:
        return False


def _looks_like_path(name: str) -> bool:
    # A hub name is at most "owner/model": anything deeper or anchored was meant as a folder.
    bare = name.partition("@")[0]
    return bare.startswith((".", "/", "~")) or bare.replace("\\", "/").count("/") > 1 or Path(bare).is_absolute()
