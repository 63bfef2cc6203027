"""Which service is evaluated: the one this installation would serve, or one behind a URL."""

from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import finalize

from api.bootstrap import make_service
from api.conversations import Conversations
from api.settings import read_settings
from eval.runner import Asked, RemoteService


def local_or_remote(url: str, home: Path | None) -> Asked:
    """The service behind ``url``, or without one the service over the index of ``home``."""
    if url:
        return RemoteService(url)
    # What an evaluation asks is nobody's conversation.
    folder = TemporaryDirectory()
    service = make_service(read_settings(home), conversations=Conversations(Path(folder.name) / "asked.sqlite3", 1))
    finalize(service, folder.cleanup)
    return service
