"""What can go wrong with an index, told in Korean with the next step.

RetrieverError
├─ IndexMissing              no generation is current
├─ IndexUnusable             a generation is there and must not be used
│  ├─ IndexDamaged           a file is gone or altered
│  └─ IndexOutdated          built by another recipe (model, splitter)
├─ IndexBusy                 another process is building
├─ HomeUnwritable            the home folder cannot be written
├─ EmbeddingModelMissing     no such model here
└─ EmbeddingModelDamaged     the model's files do not fit together
"""

from ingest.errors import MundapError


class RetrieverError(MundapError):
    """Base of the errors of building, opening and searching an index."""


class IndexMissing(RetrieverError):
    """There is no index yet."""


class IndexUnusable(RetrieverError):
    """There is an index, and answering from it would be wrong."""


class IndexDamaged(IndexUnusable):
    """A file of the index is missing or altered."""


class IndexOutdated(IndexUnusable):
    """The index was built by another model or another splitter."""


class IndexBusy(RetrieverError):
    """Another process is building an index in the same home."""


class HomeUnwritable(RetrieverError):
    """The home folder cannot be created or written."""


class EmbeddingModelMissing(RetrieverError):
    """The embedding model that was named is not here."""


class EmbeddingModelDamaged(RetrieverError):
    """The embedding model's files are broken."""
