"""What was asked and answered: kept as it was given, forgotten on request or with age, and nobody can guess an id."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.conversations import Conversations, new_answer_id, read_rated
from api.errors import NotFound, StoreUnreadable, StoreUnwritable

KEEP_DAYS = 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "conversations.sqlite3"


@pytest.fixture
def conversations(path: Path) -> Conversations:
    return Conversations(path, KEEP_DAYS)


def keep(conversations: Conversations, conversation: str, text: str = "4억원입니다. [1]") -> dict[str, Any]:
    """An answer that has been kept."""
    body = {"id": new_answer_id(), "conversation_id": conversation, "answer": text, "citations": []}
    conversations.keep("예산은 얼마인가요?", body)
    return body


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(count)


def age(path: Path, conversation: str, days: float) -> None:
    """Let a conversation have gone on last so many days ago."""
    then = (datetime.now(UTC) - timedelta(days=days)).replace(tzinfo=None)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE conversations SET updated = ? WHERE id = ?", (str(then), conversation))


def test_an_answer_is_read_as_it_was_given(conversations: Conversations) -> None:
    body = keep(conversations, conversations.open(None), "“쉼터” 😀 \u2028 4억원입니다. [1]")
    assert conversations.answer(body["id"]) == body


def test_a_conversation_goes_on(conversations: Conversations) -> None:
    conversation = conversations.open(None)
    assert conversations.open(conversation) == conversation
    assert conversations.open(None) != conversation


def test_an_answer_outlives_the_process(conversations: Conversations, path: Path) -> None:
    body = keep(conversations, conversations.open(None))
    assert Conversations(path, KEEP_DAYS).answer(body["id"]) == body


def test_ids_cannot_be_guessed(conversations: Conversations) -> None:
    ids = [new_answer_id() for _ in range(1000)] + [conversations.open(None) for _ in range(20)]
    assert len(set(ids)) == len(ids)
    assert {id_[:4] for id_ in ids} == {"ans_", "con_"}
    letters = {id_[4:] for id_ in ids}
    assert min(map(len, letters)) >= 22, "16 random bytes in base64"
    assert len({id_[:4] for id_ in letters}) > 900, "no part of an id follows from the one before"


@pytest.mark.parametrize("unknown", ["", "con_unknown", "ans_unknown", "' OR 1=1 --", "%", "\x00"])
def test_unknown_ids_are_not_found(unknown: str, conversations: Conversations) -> None:
    keep(conversations, conversations.open(None))
    with pytest.raises(NotFound):
        conversations.open(unknown)
    with pytest.raises(NotFound):
        conversations.answer(unknown)
    with pytest.raises(NotFound):
        conversations.rate(unknown, "up", None)
    with pytest.raises(NotFound):
        conversations.forget(unknown)


def test_a_forgotten_conversation_leaves_nothing(conversations: Conversations, path: Path) -> None:
    forgotten, kept = conversations.open(None), conversations.open(None)
    gone, stays = keep(conversations, forgotten), keep(conversations, kept)
    conversations.rate(gone["id"], "down", "틀렸어요")
    conversations.rate(stays["id"], "up", None)
    conversations.forget(forgotten)
    with pytest.raises(NotFound):
        conversations.answer(gone["id"])
    with pytest.raises(NotFound):
        conversations.open(forgotten)
    with pytest.raises(NotFound):
        conversations.forget(forgotten)
    assert conversations.answer(stays["id"]) == stays
    assert [rows(path, table) for table in ("conversations", "answers", "feedback")] == [1, 1, 1]


def test_an_answer_may_be_rated_more_than_once(conversations: Conversations, path: Path) -> None:
    body = keep(conversations, conversations.open(None))
    conversations.rate(body["id"], "up", None)
    conversations.rate(body["id"], "down", "다시 보니 ‘예산’이 다릅니다.")
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT rating, comment FROM feedback ORDER BY id").fetchall()
    assert kept == [("up", None), ("down", "다시 보니 ‘예산’이 다릅니다.")]


def test_old_conversations_are_dropped(conversations: Conversations, path: Path) -> None:
    old, young = conversations.open(None), conversations.open(None)
    gone, stays = keep(conversations, old), keep(conversations, young)
    conversations.rate(gone["id"], "up", None)
    age(path, old, KEEP_DAYS + 0.1)
    age(path, young, KEEP_DAYS - 0.1)
    again = Conversations(path, KEEP_DAYS)
    with pytest.raises(NotFound):
        again.answer(gone["id"])
    assert again.answer(stays["id"]) == stays
    assert rows(path, "feedback") == 0


def test_a_conversation_that_goes_on_does_not_grow_old(conversations: Conversations, path: Path) -> None:
    conversation = conversations.open(None)
    age(path, conversation, KEEP_DAYS + 1)
    conversations.open(conversation)
    assert Conversations(path, KEEP_DAYS).open(conversation) == conversation


def talk_of(conversations: Conversations, conversation: str, *questions: str) -> list[tuple[str, dict[str, Any]]]:
    """Turns that have been kept, one after the other."""
    turns = []
    for question in questions:
        body = {"id": new_answer_id(), "conversation_id": conversation, "answer": f"“{question}” [1]", "citations": [1]}
        conversations.keep(question, body)
        turns.append((question, body))
    return turns


def test_turns_are_told_as_they_were_given_the_oldest_first(conversations: Conversations) -> None:
    conversation = conversations.open(None)
    turns = talk_of(conversations, conversation, "나", "가", "다", "가")
    assert conversations.turns(conversation, 10) == turns


@pytest.mark.parametrize(("limit", "told"), [(1, ["라"]), (2, ["다", "라"]), (4, ["가", "나", "다", "라"]), (0, [])])
def test_only_the_last_turns_are_told(limit: int, told: list[str], conversations: Conversations) -> None:
    conversation = conversations.open(None)
    talk_of(conversations, conversation, "가", "나", "다", "라")
    assert [question for question, _ in conversations.turns(conversation, limit)] == told


def test_turns_are_of_one_conversation(conversations: Conversations) -> None:
    one, other, silent = (conversations.open(None) for _ in range(3))
    talk_of(conversations, one, "가")
    talk_of(conversations, other, "나")
    talk_of(conversations, one, "다")
    assert [question for question, _ in conversations.turns(one, 10)] == ["가", "다"]
    assert [question for question, _ in conversations.turns(other, 10)] == ["나"]
    assert conversations.turns(silent, 10) == []


def test_turns_outlive_the_process(conversations: Conversations, path: Path) -> None:
    conversation = conversations.open(None)
    turns = talk_of(conversations, conversation, "가", "나")
    assert Conversations(path, KEEP_DAYS).turns(conversation, 10) == turns


@pytest.mark.parametrize("unknown", ["", "con_unknown", "' OR 1=1 --", "%"])
def test_an_unknown_conversation_has_no_turns(unknown: str, conversations: Conversations) -> None:
    talk_of(conversations, conversations.open(None), "가")
    assert conversations.turns(unknown, 10) == []


def test_a_forgotten_conversation_has_no_turns(conversations: Conversations) -> None:
    forgotten, kept = conversations.open(None), conversations.open(None)
    talk_of(conversations, forgotten, "가")
    stays = talk_of(conversations, kept, "나")
    conversations.forget(forgotten)
    assert conversations.turns(forgotten, 10) == []
    assert conversations.turns(kept, 10) == stays


def test_two_processes_may_use_one_store(conversations: Conversations, path: Path) -> None:
    other = Conversations(path, KEEP_DAYS)
    body = keep(other, conversations.open(None))
    assert conversations.answer(body["id"]) == body
    conversations.forget(body["conversation_id"])
    with pytest.raises(NotFound):
        other.answer(body["id"])


def test_a_store_that_cannot_be_made_is_told_with_its_mend(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreUnwritable, match="쓰기 권한") as caught:
        Conversations(tmp_path / "file" / "conversations.sqlite3", KEEP_DAYS)
    assert str(tmp_path) in str(caught.value)


def test_a_store_that_is_no_database_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all, but long enough to look like one" * 100)
    with pytest.raises(StoreUnwritable):
        Conversations(path, KEEP_DAYS)


# Rated answers


def test_a_rated_answer_is_read_with_what_its_reader_said(conversations: Conversations, path: Path) -> None:
    keep(conversations, conversations.open(None))
    body = keep(conversations, conversations.open(None), "“쉼터” 4억원입니다. [1]")
    before = datetime.now(UTC)
    conversations.rate(body["id"], "down", "2021년 예산이 아닙니다.")
    (rated,) = read_rated(path)
    assert (rated.question, rated.earlier, rated.body) == ("예산은 얼마인가요?", (), body)
    assert (rated.rating, rated.comment) == ("down", "2021년 예산이 아닙니다.")
    assert before <= rated.rated <= datetime.now(UTC)


def test_the_last_rating_of_an_answer_counts_and_says_where_it_stands(conversations: Conversations, path: Path) -> None:
    first, second = (keep(conversations, conversations.open(None)) for _ in range(2))
    conversations.rate(first["id"], "down", "틀렸어요")
    conversations.rate(second["id"], "down", None)
    conversations.rate(first["id"], "up", None)
    told = [(rated.body["id"], rated.rating, rated.comment) for rated in read_rated(path)]
    assert told == [(second["id"], "down", ""), (first["id"], "up", "")]


def test_a_rated_answer_is_read_with_the_questions_before_it_in_its_conversation(
    conversations: Conversations, path: Path
) -> None:
    one, other = conversations.open(None), conversations.open(None)
    talk_of(conversations, one, "나")
    talk_of(conversations, other, "다른 것")
    turns = talk_of(conversations, one, "가", "나", "다")
    conversations.rate(turns[1][1]["id"], "up", None)
    (rated,) = read_rated(path)
    assert (*rated.earlier, rated.question) == ("나", "가", "나")


def test_nothing_rated_is_nothing(conversations: Conversations, path: Path) -> None:
    keep(conversations, conversations.open(None))
    assert read_rated(path) == []


def test_reading_what_was_rated_drops_nothing_and_leaves_nothing(conversations: Conversations, path: Path) -> None:
    old = conversations.open(None)
    conversations.rate(keep(conversations, old)["id"], "up", None)
    age(path, old, KEEP_DAYS + 1)
    files = set(path.parent.iterdir())
    assert len(read_rated(path)) == 1
    assert rows(path, "answers") == 1
    assert set(path.parent.iterdir()) <= files


def test_a_store_that_is_not_there_is_not_made_to_be_read(path: Path) -> None:
    with pytest.raises(StoreUnreadable, match="mundap serve"):
        read_rated(path)
    assert not path.parent.exists()


def test_what_is_no_store_cannot_be_read(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all, but long enough to look like one" * 100)
    with pytest.raises(StoreUnreadable, match="손상"):
        read_rated(path)
    path.write_bytes(b"")
    with pytest.raises(StoreUnreadable, match="손상"):
        read_rated(path)


def test_a_store_is_kept_and_read_whatever_its_folder_is_called(tmp_path: Path) -> None:
    path = tmp_path / "새 폴더 100%23?#" / "conversations.sqlite3"
    conversations = Conversations(path, KEEP_DAYS)
    conversations.rate(keep(conversations, conversations.open(None))["id"], "up", None)
    assert len(read_rated(path)) == 1
