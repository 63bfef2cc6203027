"""Which service is evaluated: the one this installation would serve, or one behind a URL."""

from pathlib import Path

from api.bootstrap import make_service
from api.settings import read_settings
from eval.runner import Asked, RemoteService


def local_or_remote(url: str, home: Path | None) -> Asked:
    """The service behind ``url``, or without one the service over the index of ``home``."""
    return RemoteService(url) if url else make_service(read_settings(home))
