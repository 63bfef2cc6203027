"""The exit codes of the command line, as the contract has them."""

OK = 0
INTERNAL = 1
USAGE = 2
NO_INDEX = 3


def exit_code(error: Exception) -> int:
    """The exit code for an error that was foreseen."""
    from api.errors import InvalidRequest, NotFound
    from api.settings import SettingsBroken
    from ingest.errors import IngestError
    from retriever.errors import EmbeddingModelMissing, HomeUnwritable, IndexMissing, IndexUnusable

    if isinstance(error, IndexMissing | IndexUnusable):
        return NO_INDEX
    if isinstance(
        error, IngestError | InvalidRequest | NotFound | SettingsBroken | HomeUnwritable | EmbeddingModelMissing
    ):
        return USAGE
    return INTERNAL
