"""The glossary: words that the document itself explains, in footnotes, remarks and definitions."""

import re
from collections.abc import Iterator

from api.guide.model import Term
from api.guide.reading import Reading
from ingest.labels import read_label
from ingest.outline import Node
from ingest.spacing import closed_up, collapsed

_DEFINED = re.compile(r"^(?P<name>.{2,40}?)의?\s?(?:정의|뜻|의미|개념)\s*(?:[(（].*)?$")
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]$")
_MEANS = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣A-Za-z][가-힣A-Za-z·\s]{1,20}?)(?:\(이\)란|이란|란)[,\s]+(?P<meaning>.{10,200}(?:말함|뜻함|의미함|말한다|뜻한다|것))"
)
_EQUALS = re.compile(
    r"\s[*＊]+\s?(?P<name>[가-힣A-Za-z][가-힣A-Za-z·\s]{1,20}?)\s?[=＝]\s?(?P<meaning>[^=＝*＊]{4,200})$"
)
_EXPLAINS = re.compile(
    r"(?:것|말함|뜻함|의미함?|제도|사업|기관|기술|시설|공간|방식|체계|조직|서비스|활동|기구|산업|정책|장치|용어|명칭|프로그램|과정|모델|도시|상태|행위)"
    r"(?:임|을 말함|을 의미)?\.?$"
)
_MARKED = re.compile(r"[*＊]+|\d{1,2}\)")
_MAX_NAME, _MIN_MEANING, _MAX_MEANING = 40, 8, 300


def read_terms(reading: Reading) -> tuple[Term, ...]:
    """The terms of a document in the order of its text, each once."""
    found: dict[str, Term] = {}
    for node in reading.outline.nodes:
        for term in _terms_of(reading, node):
            if 2 <= len(term.name) <= _MAX_NAME and _MIN_MEANING <= len(term.meaning) <= _MAX_MEANING:
                found.setdefault(term.name, term)
    return tuple(found.values())


def _terms_of(reading: Reading, node: Node) -> Iterator[Term]:
    if node.kind == "footnote":
        yield from _in_footnote(reading, node)
    elif node.kind == "note":
        yield from _in_note(reading, node)
    elif node.kind in ("item", "text"):
        yield from _in_sentence(reading, node)


def _in_footnote(reading: Reading, node: Node) -> Iterator[Term]:
    """``3) 누림뜰 : …``, or ``6) 나눔터의 정의`` with its meaning in the bullets below."""
    text = reading.text(node)
    label = read_label(text)
    if label:
        yield Term(label.name, collapsed(text[label.value_start :]), reading.cite(node))
        return
    headed = _DEFINED.match(collapsed(text))
    below = reading.outline.children.get(node.number, ())
    if headed and below:
        yield Term(headed["name"].strip(), collapsed(reading.text(below[0])), reading.cite(below[0]))


def _in_note(reading: Reading, node: Node) -> Iterator[Term]:
    """``* 누림채 : …`` below a line that marks the word, or any remark whose words are an explanation."""
    text = reading.text(node)
    label = read_label(text)
    if label is None or node.parent is None:
        return
    name = _BRACKETED.sub("", label.name)
    meaning = collapsed(text[label.value_start :])
    above = closed_up(collapsed(reading.text(reading.outline.nodes[node.parent])))
    marked = any(_MARKED.match(above, found.end()) for found in re.finditer(re.escape(name), above))
    if marked and _EXPLAINS.search(meaning):
        yield Term(label.name, meaning, reading.cite(node))


def _in_sentence(reading: Reading, node: Node) -> Iterator[Term]:
    """``나눔터란 … 활동을 말함``, or ``(누림채*현황) … * 누림채=채무+남은 임차료``."""
    words = collapsed(reading.text(node))
    found = _MEANS.search(words)
    if found is None:
        equal = _EQUALS.search(words)
        found = equal if equal and f"{equal['name']}*" in words[: equal.start()] else None
    if found:
        yield Term(found["name"], found["meaning"], reading.cite(node))
