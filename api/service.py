"""What the service does, without HTTP: the page, the command line and the evaluation all call this."""

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Any, Literal

from api.answering.answerer import Answer
from api.answering.dialogue import MAX_TURNS, Earlier
from api.answering.query import clean_question
from api.answering.rewriting import standalone
from api.answering.worded import Wording
from api.answering.writer import Writer
from api.conversations import Conversations, new_answer_id
from api.errors import InvalidRequest, NotFound, QuestionEmpty, QuestionTooLong
from api.explain import explanation, overview_explanation
from api.guide.model import Guide
from api.live import LiveIndex, OpenIndex
from api.overview.answer import overview_answer
from api.overview.reading import read_overview
from api.reply import Reply
from api.suggestions import offered
from ingest.documents import Document
from ingest.spacing import collapsed
from retriever.errors import IndexDamaged
from retriever.generation import check_files, read_manifest

MAX_QUESTION = 2000
MAX_PASSAGES = 100
_SUGGESTIONS = 3


class Service:
    """Answers, searches and remembers, over whichever generation of the index is current."""

    def __init__(
        self, index: LiveIndex, conversations: Conversations, writer: Writer | None = None, must_word: bool = False
    ) -> None:
        """``writer`` words the answers where there is one; ``must_word`` refuses what it did not word."""
        self.index = index
        self._conversations = conversations
        self._writer = writer
        self._must_word = must_word

    def ask(
        self, question: str, conversation_id: str | None = None, document_ids: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """The body of /v1/ask for a question; raises as `reply` does, and ModelUnreachable where one was demanded."""
        return self.reply(question, conversation_id, document_ids).body()

    def reply(
        self,
        question: str,
        conversation_id: str | None = None,
        document_ids: Sequence[str] | None = None,
        history: Sequence[str] = (),
    ) -> Reply:
        """The answer to a question, found and proved, and still to be told.

        ``history`` holds the questions before it where the caller keeps the conversation.

        Raises QuestionEmpty, QuestionTooLong, InvalidRequest for an empty list of documents, NotFound for an unknown
        document or conversation, and what opening the index raises.
        """
        started = perf_counter()
        asked = checked_question(question)
        opened = self.index.current()
        _check_documents(document_ids, opened)
        conversation = self._conversations.open(conversation_id)
        earlier = [_earlier(*turn) for turn in self._conversations.turns(conversation, MAX_TURNS)]
        earlier = earlier or _replayed(history[-MAX_TURNS:], document_ids, opened)
        answer = self._answer(asked, document_ids, earlier, opened)

        def finish(told: Answer) -> dict[str, Any]:
            body = _body(told, conversation, opened)
            body["timings_ms"]["total"] = round((perf_counter() - started) * 1000, 1)
            self._conversations.keep(asked, body)
            return body

        if self._writer and Wording.improves(answer):
            return Reply(answer, finish, Wording(asked, answer, opened.documents, self._writer), self._must_word)
        return Reply(answer, finish)

    def _answer(
        self, asked: str, document_ids: Sequence[str] | None, earlier: Sequence[Earlier], opened: OpenIndex
    ) -> Answer:
        """What the guides tell of everything, or extraction of one thing.

        A follow-up that extraction cannot resolve is put to it again in a model's words.
        """
        overview = overview_answer(asked, opened, document_ids, follows=bool(earlier))
        if overview is not None:
            return overview
        answer = opened.answerer.answer(asked, document_ids, earlier)
        if answer.status != "not_found" or not earlier or self._writer is None:
            return answer
        alone = standalone(asked, earlier, self._writer)
        again = opened.answerer.answer(alone, document_ids) if alone else answer
        return again if again.status == "answered" else answer

    def explain(self, question: str) -> Iterator[str]:
        """The lines that tell why a question is answered as it is; raises as `ask` does."""
        asked, opened = checked_question(question), self.index.current()
        overview = read_overview(asked, opened.documents.values())
        if overview is not None and overview_answer(asked, opened) is not None:
            return overview_explanation(asked, overview)
        return explanation(*opened.answerer.explain(asked))

    def search(self, question: str, limit: int = 10, document_ids: Sequence[str] | None = None) -> dict[str, Any]:
        """The body of /v1/search; raises as `ask` does, and InvalidRequest for a limit out of range."""
        started = perf_counter()
        asked = checked_question(question)
        if not 1 <= limit <= MAX_PASSAGES:
            raise InvalidRequest(f"limit은 1에서 {MAX_PASSAGES} 사이여야 합니다.")
        opened = self.index.current()
        _check_documents(document_ids, opened)
        passages = []
        for hit in opened.answerer.search(asked, limit, document_ids):
            document = opened.documents[hit.passage.document_id]
            first, last = document.line_range(hit.passage.start, hit.passage.end)
            passages.append(
                {
                    "document_id": document.id,
                    "document_title": document.title,
                    "source": document.source,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "line_start": first,
                    "line_end": last,
                    "page": document.page_of(hit.passage.start),
                    "text": hit.passage.text,
                    "section": list(hit.passage.section),
                    "score": round(hit.score, 4),
                }
            )
        return {"passages": passages, "timings_ms": {"total": round((perf_counter() - started) * 1000, 1)}}

    def documents(self) -> list[dict[str, Any]]:
        """What GET /v1/documents tells of each document."""
        return [_about(document) for document in self.index.current().documents.values()]

    def document(self, document_id: str) -> dict[str, Any]:
        """What GET /v1/documents/{id} tells; raises NotFound."""
        return _about(_document(document_id, self.index.current()))

    def document_text(self, document_id: str) -> str:
        """The canonical text of a document; raises NotFound."""
        return _document(document_id, self.index.current()).text

    def guide(self, document_id: str) -> Guide:
        """A document laid out for somebody who is new to its department; raises NotFound."""
        opened = self.index.current()
        return opened.guide(_document(document_id, opened).id)

    def suggestions(self) -> list[str]:
        """Questions that the index answered rightly when it was built."""
        return [suggestion.question for suggestion in offered(self.index.current().generation.suggestions)]

    @property
    def language_model(self) -> Literal["none", "ok", "degraded"]:
        """Whether answers are worded by a model, and whether it can be had."""
        if self._writer is None:
            return "none"
        return "degraded" if self._writer.is_degraded else "ok"

    def check(self) -> str:
        """Verify the index's files and really search it; returns its id, raises what opening the index raises."""
        opened = self.index.current()
        check_files(opened.generation.folder, read_manifest(opened.generation.folder))
        first = opened.generation.passages[0]
        if not opened.retriever.search(first.text, limit=1):
            raise IndexDamaged("색인이 자기 문장을 찾지 못합니다. `mundap index`로 다시 만들어 주세요.")
        return opened.generation.id

    def answer(self, answer_id: str) -> dict[str, Any]:
        """An answer as it was given; raises NotFound."""
        return self._conversations.answer(answer_id)

    def rate(self, answer_id: str, rating: str, comment: str | None) -> None:
        """Keep a reader's rating of an answer; raises NotFound."""
        self._conversations.rate(answer_id, rating, comment)

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation and its answers; raises NotFound."""
        self._conversations.forget(conversation_id)


def checked_question(question: str) -> str:
    """The question as it is read; raises QuestionEmpty or QuestionTooLong."""
    if len(question) > MAX_QUESTION:
        raise QuestionTooLong(f"질문이 {len(question):,}자입니다. {MAX_QUESTION:,}자 이하로 줄여 주세요.")
    asked = clean_question(question)
    if not any(c.isalnum() for c in asked):
        raise QuestionEmpty("질문이 비어 있습니다. 궁금한 내용을 입력해 주세요.")
    return asked


def _check_documents(document_ids: Sequence[str] | None, opened: OpenIndex) -> None:
    if document_ids is None:
        return
    if not document_ids:
        raise InvalidRequest("document_ids가 빈 목록입니다. 모든 문서에서 찾으려면 null로 두세요.")
    for document_id in document_ids:
        _document(document_id, opened)


def _document(document_id: str, opened: OpenIndex) -> Document:
    if document_id not in opened.documents:
        raise NotFound(f"문서 {document_id[:80]}이(가) 없습니다. GET /v1/documents에서 id를 확인해 주세요.")
    return opened.documents[document_id]


def _body(answer: Answer, conversation_id: str, opened: OpenIndex) -> dict[str, Any]:
    return {
        "id": new_answer_id(),
        "conversation_id": conversation_id,
        "status": answer.status,
        "answer": answer.text,
        "citations": [citation.to_json() for citation in answer.citations],
        "suggestions": _next_questions(answer, opened),
        "mode": answer.mode,
        "generated_by_ai": True,
        "checks": {"citations_verified": answer.citations_verified, "values_grounded": answer.values_grounded},
        "index": opened.generation.id,
        "timings_ms": {"retrieve": round(answer.retrieve_ms, 1), "answer": round(answer.answer_ms, 1)},
    }


def _earlier(question: str, body: dict[str, Any]) -> Earlier:
    """A turn as it was kept, as far as a follow-up may lean on it."""
    cited = ((*citation["section"], collapsed(citation["quote"])) for citation in body["citations"])
    return Earlier(question, tuple(cited))


def _replayed(history: Sequence[str], document_ids: Sequence[str] | None, opened: OpenIndex) -> list[Earlier]:
    """The turns of a conversation that the caller keeps, answered again for what they cited."""
    turns: list[Earlier] = []
    for question in filter(None, (clean_question(text[:MAX_QUESTION]) for text in history)):
        citations = opened.answerer.answer(question, document_ids, turns).citations
        turns.append(Earlier(question, tuple((*c.section, collapsed(c.quote)) for c in citations)))
    return turns


def _next_questions(answer: Answer, opened: OpenIndex) -> list[str]:
    """Proven questions, those about the same part of the same document first."""
    cited = answer.citations[0] if answer.citations else None
    proven = [s for s in offered(opened.generation.suggestions) if cited is None or s.quote != cited.quote]
    near = [s for s in proven if cited and s.subject in " / ".join(cited.section)]
    return [s.question for s in (*near, *(s for s in proven if s not in near))][:_SUGGESTIONS]


def _about(document: Document) -> dict[str, Any]:
    return {
        "document_id": document.id,
        "title": document.title,
        "source": document.source,
        "issuer": document.issuer,
        "date": document.date,
        "revision": document.revision,
        "characters": len(document.text),
        "lines": document.text.count("\n") + 1,
        "pages": len(document.pages) or None,
    }
