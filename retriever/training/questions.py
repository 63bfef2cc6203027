"""Questions made by template for the bullets of training texts: what a search will be asked, a bullet at a time.

A bullet's label, or the kind of value in it, says how people ask for it; the words of the title say of what. So a model
learns which words go with which answer (doc2query by template: Nogueira et al. 2019).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from ingest.labels import read_label
from ingest.values import ValueKind, kinds_in
from retriever.training.pairs import Bag, Corpus, body_lines

_ASKED_BY_LABEL = tuple(
    (re.compile(label), tuple(asked.split("|")))
    for label, asked in {
        "예산|사업비|비용|금액|지원금|보조금|재원|요금|가격|수수료|임금|상금|과태료|벌금": (
            "얼마야|예산은 얼마인가요|돈이 얼마나 들어|비용이 얼마|얼마 들어요|얼마를 지원하나요|예산|얼마나 줘"
        ),
        "일시|기간|일정|시기|날짜|기한|일자|접수": (
            "언제야|언제 하나요|언제 열려요|언제까지 신청해|기간이 어떻게 되나요|며칠에 해|일정|언제 시작해"
        ),
        "장소|위치|소재|주소|구간": "어디야|어디에서 하나요|어디 있어요|장소가 어디|위치|어느 동네",
        "대상|자격|요건|참가": (
            "누가 신청할 수 있어|대상이 누구|누구를 지원해|자격이 어떻게 돼|누구한테 줘|신청 조건|몇 살부터"
        ),
        "참석|참여|위원|구성": "누가 와|누가 참석해|참석자는 누구|누구누구야",
        "주최|주관|담당|운영|기관|부서|시행|문의|연락|전화": (
            "누가 운영해|어느 부서가 맡아|담당이 어디야|어디서 하는 거야|주관 기관은|문의는 어디로"
        ),
        "내용|과제|주제|프로그램|업무|사업": "뭐 하는 거야|무슨 내용이야|어떤 사업인가요|무엇을 하나요|내용이 뭐야",
        "규모|면적|물량|인원|개수|수량": "얼마나 커|규모가 어떻게 돼|몇 명이야|몇 개야|규모는",
        "방법|방식|절차": "어떻게 신청해|방법은|어떻게 하나요|어떤 절차야",
        "목적|배경|취지|이유|필요성": "왜 해|목적이 뭐야|왜 하는 거야|배경은",
        "효과|성과|실적|결과": "효과는|성과가 뭐야|실적이 어때",
    }.items()
)
_ASKED_BY_KIND: dict[ValueKind, tuple[str, ...]] = {
    "amount": ("얼마야", "예산은 얼마인가요", "돈이 얼마나 들어", "얼마 규모야", "비용"),
    "date": ("언제야", "언제 하나요", "언제부터", "언제 열어", "일정", "몇 월에 해"),
    "count": ("몇 명이야", "몇 개야", "몇 곳이나", "얼마나 많아", "몇 건"),
    "percent": ("비율이 얼마야", "몇 퍼센트", "몇 프로"),
    "place": ("어디야", "어디서 해"),
    "age": ("몇 살부터", "나이 제한", "몇 세"),
    "area": ("얼마나 넓어", "면적", "몇 층"),
}
_GLYPHS = re.compile(r"^[\s\-–—*·•◦○ㅇ□■◇◆▶▷☞※<>「」【】()\[\]▲△√①-⑳]+")
_NUMBERS = re.compile(r"\d[\d,.]*")
_SHORTEST, _LONGEST = 9, 200
_LONGEST_LABEL = 15
_OF_ONE_RECORD = 4
"""Bullets of one record that a batch holds: each is a negative of the others, alike in all but what it says."""


@dataclass(frozen=True, slots=True)
class AskedBullet:
    """A bullet with its title, its label ("" for none), and what people say who ask for it."""

    title: str
    text: str
    label: str
    asked: tuple[str, ...]


class AskedBullets:
    """The bullets of some corpora that a question can be made for, by record."""

    def __init__(self, corpora: Sequence[Corpus], tokenizer: Tokenizer, share: float) -> None:
        self.share = share
        self._tokenizer = tokenizer
        records = (_bullets(title, body) for c in corpora for title, body in zip(c.heads, c.bodies, strict=True))
        self._records = [bullets for bullets in records if bullets]

    def draw(self, rng: np.random.Generator, size: int) -> tuple[list[Bag], list[Bag]]:
        """Up to ``size`` questions and their bullets behind their titles, a few of each record."""
        drawn: list[AskedBullet] = []
        for number in rng.permutation(len(self._records))[:size]:
            bullets = self._records[number]
            drawn.extend(bullets[i] for i in rng.permutation(len(bullets))[:_OF_ONE_RECORD])
            if len(drawn) >= size:
                break
        questions = self._bags([_question(bullet, rng) for bullet in drawn[:size]])
        return questions, self._bags([f"{bullet.title} {bullet.text}" for bullet in drawn[:size]])

    def _bags(self, texts: Sequence[str]) -> list[Bag]:
        encodings = self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        return [np.asarray(encoding.ids, dtype=np.int64) for encoding in encodings]


def _bullets(title: str, body: str) -> list[AskedBullet]:
    lines = (_GLYPHS.sub("", line)[:_LONGEST] for line in body_lines(title, body))
    bullets = (_asked(title, line) for line in lines if len(line) >= _SHORTEST)
    return [bullet for bullet in bullets if bullet.asked]


def _asked(title: str, line: str) -> AskedBullet:
    label = read_label(line)
    if label and len(label.name) <= _LONGEST_LABEL:
        asked = next((asked for pattern, asked in _ASKED_BY_LABEL if pattern.search(label.name)), ())
        if asked:
            return AskedBullet(title, line, label.name, asked)
    asked = tuple(words for kind in sorted(kinds_in(line)) for words in _ASKED_BY_KIND[kind])
    return AskedBullet(title, line, "", asked)


def _question(bullet: AskedBullet, rng: np.random.Generator) -> str:
    """Some words of the title, the label or some words of the bullet, and what is asked."""
    title = _some(bullet.title.split(), rng, 0.4)
    asked = bullet.asked[int(rng.integers(len(bullet.asked)))]
    if bullet.label:
        named = [bullet.label] if rng.random() < 0.4 else []
    else:
        title = title[: max(1, len(title) // 2)]
        words = bullet.text.split()
        first = int(rng.integers(len(words)))
        named = [_NUMBERS.sub("", word) for word in words[first : first + int(rng.integers(1, 4))]]
    return " ".join([*title, *named, asked])


def _some(words: list[str], rng: np.random.Generator, least: float) -> list[str]:
    """A run of the words, ``least`` of them or more."""
    count = max(1, int(len(words) * rng.uniform(least, 1)))
    first = int(rng.integers(len(words) - count + 1)) if len(words) > count else 0
    return words[first : first + count]
