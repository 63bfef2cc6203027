"""The exit codes of the command line, as the contract has them."""

OK = 0
INTERNAL = 1
USAGE = 2
NO_INDEX = 3
NO_MODEL = 4
BELOW_THRESHOLD = 100


def exit_code(error: Exception) -> int:
    """The exit code for an error that was foreseen."""
    from api.errors import InvalidRequest, ModelMisnamed, ModelUnreachable, NotFound, PortTaken, StoreUnreadable
    from api.settings import SettingsBroken
    from ingest.errors import IngestError
    from retriever.errors import HomeUnwritable, IndexMissing, IndexUnusable, ModelMissing

    if isinstance(error, IndexMissing | IndexUnusable):
        return NO_INDEX
    if isinstance(error, ModelUnreachable):
        return NO_MODEL
    of_the_caller = (
        IngestError,
        InvalidRequest,
        ModelMisnamed,
        NotFound,
        PortTaken,
        SettingsBroken,
        StoreUnreadable,
        HomeUnwritable,
        ModelMissing,
    )
    return USAGE if isinstance(error, of_the_caller) else INTERNAL
