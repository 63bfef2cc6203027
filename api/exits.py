"""The exit codes of the command line, as the contract has them."""

OK = 0
INTERNAL = 1
USAGE = 2
NO_INDEX = 3
BELOW_THRESHOLD = 100


def exit_code(error: Exception) -> int:
    """The exit code for an error that was foreseen."""
    from api.errors import InvalidRequest, NotFound, PortTaken
    from api.settings import SettingsBroken
    from ingest.errors import IngestError
    from retriever.errors import HomeUnwritable, IndexMissing, IndexUnusable, ModelMissing

    if isinstance(error, IndexMissing | IndexUnusable):
        return NO_INDEX
    of_the_caller = (
        IngestError,
        InvalidRequest,
        NotFound,
        PortTaken,
        SettingsBroken,
        HomeUnwritable,
        ModelMissing,
    )
    return USAGE if isinstance(error, of_the_caller) else INTERNAL
