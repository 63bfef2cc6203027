"""The composition root: settings in, working parts out. The server, the command line, tests and evaluation call it."""

import logging
from collections.abc import Sequence
from pathlib import Path

from api.answering.writer import Writer, load_writer
from api.conversations import Conversations
from api.live import LiveIndex, open_index
from api.service import Service
from api.settings import Settings
from api.suggestions import proven_questions
from retriever.build import BuildReport, build_index, roll_back
from retriever.embedding import Embedder, load_embedder
from retriever.generation import Generation, Suggestion
from retriever.parts import Progress
from retriever.reranking import load_reranker


def make_service(
    settings: Settings, embedder: Embedder | None = None, conversations: Conversations | None = None
) -> Service:
    """A service over the current index of the settings' home, warm: the first question does not wait.

    Raises what opening the index, the models or the store of conversations raises.
    """
    quiet_libraries()
    reranker = load_reranker(settings.reranker)
    index = LiveIndex(settings.home, embedder or load_embedder(settings.embedding), reranker)
    index.current()
    store = conversations or Conversations(settings.conversations, settings.keep_days)
    return Service(index, store, make_writer(settings), settings.llm_required)


def make_writer(settings: Settings) -> Writer | None:
    """The language model that words answers, where one is set; raises ModelMisnamed."""
    key = settings.llm_api_key.get_secret_value()
    return load_writer(settings.llm, settings.llm_base_url, key, settings.llm_timeout, settings.llm_calls)


def make_index(
    settings: Settings, paths: Sequence[Path], progress: Progress, embedder: Embedder | None = None
) -> BuildReport:
    """Make the index of the settings' home hold exactly ``paths``; raises what `build_index` raises."""
    quiet_libraries()
    chosen = embedder or load_embedder(settings.embedding)

    def suggest(generation: Generation) -> list[Suggestion]:
        return proven_questions(generation, open_index(generation, chosen).answerer)

    return build_index(settings.home, paths, chosen, suggest=suggest, progress=progress)


def restore_index(settings: Settings, embedder: Embedder | None = None) -> str:
    """Go back to the generation before the current one and return its id; raises what `roll_back` raises."""
    return roll_back(settings.home, embedder or load_embedder(settings.embedding))


def quiet_libraries() -> None:
    """Keep the libraries' chatter off stderr: what goes wrong reaches the caller as an error."""
    for name in ("bm25s", "chromadb", "Kss", "sentence_transformers", "httpx"):
        logging.getLogger(name).setLevel(logging.ERROR)
