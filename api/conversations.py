"""What was asked and answered, kept in SQLite so that an answer can be read, rated and deleted later."""

import json
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ForeignKey, create_engine, delete, event, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from api.errors import NotFound, StoreUnreadable, StoreUnwritable


class _Base(DeclarativeBase):
    pass


class _Conversation(_Base):
    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(primary_key=True)
    updated: Mapped[datetime]


class _Answer(_Base):
    __tablename__ = "answers"
    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    created: Mapped[datetime]
    question: Mapped[str]
    body: Mapped[str]


class _Feedback(_Base):
    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), index=True)
    created: Mapped[datetime]
    rating: Mapped[str]
    comment: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """An answer as it was given, with what its reader last thought of it."""

    question: str
    earlier: tuple[str, ...]
    """The questions of the conversation before it, the oldest first."""
    body: dict[str, Any]
    rating: str
    comment: str
    rated: datetime
    """When, in UTC."""


class Conversations:
    """The store of one home; several processes may use it at once."""

    def __init__(self, path: Path, keep_days: int) -> None:
        """Open or create the store at ``path`` and drop what is older than ``keep_days``; raises StoreUnwritable."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnwritable(_unwritable(path)) from error
        self._engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 10})
        event.listen(self._engine, "connect", _configure)
        with self._session() as session:
            _Base.metadata.create_all(session.connection())
        self._keep = timedelta(days=keep_days)
        self._next_purge = datetime.min
        self._purge()

    def open(self, conversation_id: str | None) -> str:
        """The id of a conversation that goes on, or of a new one; raises NotFound for an unknown id."""
        self._purge()
        with self._session() as session:
            if conversation_id is None:
                conversation = _Conversation(id="con_" + secrets.token_urlsafe(16), updated=_now())
                session.add(conversation)
                return conversation.id
            known = session.get(_Conversation, conversation_id)
            if known is None:
                raise NotFound("그런 대화가 없습니다. conversation_id 없이 새로 물어봐 주세요.")
            known.updated = _now()
            return known.id

    def keep(self, question: str, body: dict[str, Any]) -> None:
        """Keep an answer as it was given."""
        with self._session() as session:
            session.add(
                _Answer(
                    id=body["id"],
                    conversation_id=body["conversation_id"],
                    created=_now(),
                    question=question,
                    body=json.dumps(body, ensure_ascii=False),
                )
            )

    def turns(self, conversation_id: str, limit: int) -> list[tuple[str, dict[str, Any]]]:
        """The last ``limit`` questions of a conversation with their answers as given, the oldest first."""
        with self._session() as session:
            of_conversation = select(_Answer).where(_Answer.conversation_id == conversation_id)
            latest = session.scalars(of_conversation.order_by(_Answer.created.desc(), text("rowid DESC")).limit(limit))
            return [(answer.question, json.loads(answer.body)) for answer in latest][::-1]

    def answer(self, answer_id: str) -> dict[str, Any]:
        """An answer as it was given; raises NotFound."""
        with self._session() as session:
            answer = session.get(_Answer, answer_id)
            if answer is None:
                raise NotFound("그런 답변이 없습니다. 답변 id를 확인해 주세요.")
            body: dict[str, Any] = json.loads(answer.body)
            return body

    def rate(self, answer_id: str, rating: str, comment: str | None) -> None:
        """Keep what a reader thinks of an answer; raises NotFound."""
        self.answer(answer_id)
        with self._session() as session:
            session.add(_Feedback(answer_id=answer_id, created=_now(), rating=rating, comment=comment))

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation with its answers and their feedback; raises NotFound."""
        with self._session() as session:
            known = session.scalar(select(_Conversation).where(_Conversation.id == conversation_id))
            if known is None:
                raise NotFound("그런 대화가 없습니다. 이미 지워졌을 수 있습니다.")
            session.delete(known)

    def _purge(self) -> None:
        """Drop what is too old, once a day."""
        if _now() < self._next_purge:
            return
        self._next_purge = _now() + timedelta(days=1)
        with self._session() as session:
            session.execute(delete(_Conversation).where(_Conversation.updated < _now() - self._keep))

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """One transaction; a store that cannot be used becomes StoreUnwritable."""
        try:
            with Session(self._engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            raise StoreUnwritable(_unwritable(self._path)) from error


def read_rated(path: Path) -> list[RatedAnswer]:
    """The rated answers of the store at ``path``, the first rated first; of several ratings of one the last counts.

    The store is only read: nothing is made or dropped. Raises StoreUnreadable.
    """
    if not os.path.isfile(path):  # where even asking is forbidden, Path.is_file raises
        raise StoreUnreadable(
            f"{path}: 대화 기록이 없습니다. `mundap serve`로 받은 답변이 평가되면 생깁니다. "
            "그 서비스의 폴더를 --home으로 알려 주세요."
        )
    # "rw" makes no store either, and unlike "ro" may clear away the files that SQLite lays beside one.
    address = f"{path.absolute().as_uri()}?mode=rw"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True, timeout=10))
    try:
        with Session(engine) as session:
            return list(_rated(session))
    except SQLAlchemyError as error:
        raise StoreUnreadable(
            f"{path}: 대화 기록을 읽을 수 없습니다. 읽기 권한이 있는지, 파일이 손상되지 않았는지 확인해 주세요."
        ) from error
    finally:
        engine.dispose()


def _rated(session: Session) -> Iterator[RatedAnswer]:
    last = select(func.max(_Feedback.id)).group_by(_Feedback.answer_id)
    both = select(_Answer, _Feedback).join(_Feedback, _Feedback.answer_id == _Answer.id)
    for answer, feedback in session.execute(both.where(_Feedback.id.in_(last)).order_by(_Feedback.id)):
        yield RatedAnswer(
            question=answer.question,
            earlier=_asked_before(answer, session),
            body=json.loads(answer.body),
            rating=feedback.rating,
            comment=feedback.comment or "",
            rated=feedback.created.replace(tzinfo=UTC),
        )


def _asked_before(answer: _Answer, session: Session) -> tuple[str, ...]:
    of_conversation = select(_Answer.id, _Answer.question).where(_Answer.conversation_id == answer.conversation_id)
    in_order = session.execute(of_conversation.order_by(_Answer.created, text("rowid")))
    return tuple(turn.question for turn in takewhile(lambda turn: turn.id != answer.id, in_order))


def new_answer_id() -> str:
    """An id that nobody can guess."""
    return "ans_" + secrets.token_urlsafe(16)


def _configure(connection: Any, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event signature
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _unwritable(path: Path) -> str:
    return f"{path}에 대화를 기록할 수 없습니다. 폴더의 쓰기 권한과 남은 공간을 확인해 주세요."
