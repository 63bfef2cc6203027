"""What can go wrong with an index, told in Korean with the next step.

RetrieverError
├─ IndexMissing              no generation is current
├─ IndexUnusable             a generation is there and must not be used
│  ├─ IndexDamaged           a file is gone or altered
│  └─ IndexOutdated          built by another recipe (model, splitter)
├─ IndexBusy                 another process is building
├─ HomeUnwritable            the home folder cannot be written
├─ ModelMissing              no such model here
│  ├─ EmbeddingModelMissing
│  └─ RerankerMissing
└─ ModelDamaged              the model's files do not fit together
   ├─ EmbeddingModelDamaged
   ├─ RelevanceModelDamaged
   └─ RerankerDamaged
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


class ModelMissing(RetrieverError):
    """The model that was named is not here."""


class ModelDamaged(RetrieverError):
    """The model's files are broken, or are of another kind of model."""


class EmbeddingModelMissing(ModelMissing):
    """The embedding model that was named is not here."""


class EmbeddingModelDamaged(ModelDamaged):
    """The embedding model's files are broken."""


class RelevanceModelDamaged(ModelDamaged):
    """A file of the bundled relevance model is missing or broken."""


class RerankerMissing(ModelMissing):
    """The reranker that was named is not here."""


class RerankerDamaged(ModelDamaged):
    """The reranker's files are broken, or it is none."""


CHOOSE_EMBEDDING = "MUNDAP_EMBEDDING 값을 확인해 주세요. 비워 두면 기본 모델을 씁니다."
CHOOSE_RERANKER = "MUNDAP_RERANKER 값을 확인해 주세요. 비워 두면 재정렬 없이 찾습니다."
REINSTALL = "모델 파일을 다시 받거나 mundap을 다시 설치해 주세요."
"""Next steps that several messages end with."""
