"""What is said to a language model: prompts in files, one a task, their variables checked when they are loaded."""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

VARIABLES: dict[str, frozenset[str]] = {
    "answer": frozenset({"passages", "draft", "question", "absent"}),
    "rewrite": frozenset({"earlier", "question"}),
}
"""The variables that each prompt must use, by the name of its file."""
ABSENT = "문서에 없음"
"""What a model says where the documents do not answer."""
_DELIMITER = "자료"


class PromptBroken(ValueError):
    """A prompt lacks a part, or uses other variables than declared."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A passage as a model is shown it."""

    number: int
    title: str
    """Of its document."""
    date: str
    section: Sequence[str]
    text: str


def messages(name: str, **values: str) -> list[tuple[str, str]]:
    """The prompt ``name`` filled in, as the (role, text) messages that a chat model takes; raises PromptBroken."""
    return [(role, text.substitute(values).strip()) for role, text in _read(name)]


def as_data(passages: Sequence[Numbered]) -> str:
    """The passages, numbered and delimited; what looks like a delimiter in them is made harmless."""
    return "\n\n".join(_as_data(passage) for passage in passages)


def prompts_hash() -> str:
    """sha256 of every prompt, in hexadecimal."""
    texts = [f"{name}/{role}={text.template}" for name in sorted(VARIABLES) for role, text in _read(name)]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def read_prompt(name: str, toml: str) -> tuple[tuple[str, Template], ...]:
    """The messages of a prompt's file by role; raises PromptBroken when they are not as declared."""
    parts = tomllib.loads(toml)
    if parts.keys() != {"system", "user"}:
        raise PromptBroken(f"{name} has {sorted(parts)}, not system and user")
    read = tuple((role, Template(parts[role])) for role in ("system", "user"))
    used = {variable for _, text in read for variable in text.get_identifiers()}
    if used != VARIABLES[name]:
        raise PromptBroken(f"{name} uses {sorted(used)}, declared are {sorted(VARIABLES[name])}")
    return read


@cache
def _read(name: str) -> tuple[tuple[str, Template], ...]:
    return read_prompt(name, files("prompts").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _as_data(passage: Numbered) -> str:
    path = " > ".join((passage.title, *passage.section))
    head = f"<{_DELIMITER} 번호={passage.number} 날짜={passage.date}>"
    inside = f"{path}\n{passage.text}".replace("<", "〈").replace(">", "〉")
    return f"{head}\n{inside}\n</{_DELIMITER}>"
