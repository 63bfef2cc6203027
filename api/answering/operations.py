"""What a question wants calculated, and from what: the questions for its operands, or one for a whole group."""

import re
from dataclasses import dataclass
from typing import Literal

from api.answering.years import THAN_BEFORE

Kind = Literal["sum", "difference", "ratio", "largest", "smallest"]

_SUM = re.compile(r"(?:모두\s*|다\s*|전부\s*)?(?:합(?:치|하|쳐|해|친|한|계|산)|더하[면고여니]|더해|더한)\S*")
_PRINTED_SUM = re.compile(r"합계")
"""Of one thing it is what a table prints; of two it is to be made."""
_ALTOGETHER = re.compile(r"(?:모두|전부|다|총)\s*(?:몇|얼마)")
_HAGO = r"하고(?!\s*(?:있|싶|계시|나서))"
"""And, but not of 신청하고 싶은."""
_SPOKEN_AND = re.compile(rf"(?:이랑|랑|{_HAGO})\s")
_LISTED = re.compile(r"(?<=[가-힣])\s*[,·‧ㆍ]\s*(?=[가-힣])")
_APART = re.compile(r"차이(?:점)?(?:[은는이가를도]|나[는요]?)?(?=\s|\W|$)|격차\S*|(?:빼|뺀|뺄|제하|제한)\S*")
_CHANGE = re.compile(
    r"(?:얼마나|얼마|몇\s*(?:(?!까지)\S)+?(?:\s(?:원|달러))?)(?:만큼|이나|나|가|이|를|을)?\s*"
    r"(?:더\s*(?:많|적|크|큰|커|작|넓|좁|길|긴|짧|높|낮|비싸|싸)|(?:더\s*)?(?:늘|줄|증가|감소|증액|감액|깎|깍|인상|인하|축소|확대|초과|"
    r"올라|올랐|오르|오른|내려|내렸|불어나|불어났|좋아|나아|나빠|개선|악화))\S*"
)
_COMPARED = re.compile(
    r"(?:얼마나|얼마|몇\s*\S+?(?:\s(?:원|달러))?)(?:만큼|이나|나|가|이|를|을)?\s*(?:더\s*)?(?:많|적|크|큰|커|작|넓|좁|길|긴|짧|높|낮)\S*"
)
_LARGEST = re.compile(
    r"(?:가장|제일|최고로?|젤)\s*(?:많|크|큰|컸|높|비싼|비싸|넓|긴|길|오래)\S*|최대인|최고인|1위인|1위(?=\s+[가-힣])"
    r"|(?:최고|최대|정점|꼭대기)[를을에]?\s*(?:찍|기록[했한하]|달[했한하])\S*|최고였\S*|최대였\S*"
)
_SMALLEST = re.compile(
    r"(?:가장|제일|최저로?|젤)\s*(?:적|작|낮|싼|싸|좁|짧)\S*|최소인|최저인"
    r"|(?<=[이가]\s)바닥(?:이었\S*|인(?=\s+(?:해|달|때|곳|것|분기))|을\s*(?:찍|친)\S*)|최저였\S*|최소였\S*"
)
_WORST = re.compile(
    r"(?:가장|제일|최고로?|젤)\s*(?:크게\s*)?(?:나쁜|나빴|안\s?좋|모자라|모자란|구멍\s*난|구멍\s*났)\S*"
)
_BALANCE = re.compile(r"수지|재정|살림|적자|흑자|구멍|회계")
"""The worst of these is the lowest."""
_LOST = re.compile(r"(?:적자|손실|감소\s?폭|하락\s?폭)\S*\s+(?:가장|제일|최고로?|젤)")
_OF_TWO = re.compile(
    rf"(?P<first>\S.*)(?:이랑|(?<!이)랑|{_HAGO}|와|과)\s+(?P<second>\S.*?)(?:\s+둘)?\s+(?:중|가운데)(?:에서|에)?[는선]?,?\s+"
    r"(?P<rest>.+)"
)
_MORE_OF_TWO = re.compile(
    r"(?<![가-힣])더\s*(?:(?P<less>적|작|낮|싸|싼|좁|짧)|많|크|큰|커|컸|높|비싸|비싼|넓|길|긴|갔|들|썼|쓰|받)\S*"
)
_WHICH_OF_TWO = re.compile(
    r"(?:어디|어느|누구|누가|뭐|뭘|무엇|무슨|어떤)\S*(?:\s*[쪽것게곳](?:이|가|은|의|에)?(?=\W|$))?|(?<=\s)[쪽것곳](?:이|은)?(?=\W|$)"
)
_BY_PERCENT = re.compile(
    r"몇\s*(?:%|퍼센트|프로)(?:나|만큼|가|이)?\s*(?:더\s*)?(?:늘|줄|증가|감소|올|오르|내려|내리|하락|상승)"
)
"""A change in percent is printed beside the values; the difference of these is none."""
_RATIO = re.compile(r"몇\s*(?:배|%|퍼센트|프로)\S*|비율\S*|비중\S*")
_WHOLE = re.compile(r"(?<![가-힣])(?:전체|총|합계|모든)(?![가-힣])|(?<=\s)전체의?(?=\s|$)")
_SIDES = {
    "than": re.compile(r"(?P<first>.+)(?:은|는|이|가)\s+(?P<second>.+?)보다\s*(?P<rest>.*)"),
    "than_first": re.compile(r"(?P<second>.+?)보다(?:는)?\s+(?P<first>.+?)(?:은|는|이|가)\s+(?P<rest>.*)"),
    "over": re.compile(r"(?P<first>.+)(?:은|는|이|가)\s+(?P<second>.+?)[을를]\s+(?P<rest>.*초과.*)"),
    "minus": re.compile(r"(?P<first>.+?)에서\s+(?P<second>.+?)[을를]\s*(?P<rest>(?:빼|뺀|뺄|제).*)"),
    "beside": re.compile(r"(?P<second>.+?)(?:에\s*비해|\s대비)\S*\s+(?P<first>.+)(?P<rest>)"),
}
_TOPIC = re.compile(r"(?P<topic>.*[가-힣)])[은는]\s+(?=\S)")
_TIME_NOUN = r"(?:해|때|달|분기|연도|시기|시점)(?:는|은|가|이)?(?=\s|\W|$)"
_IS_WHAT = r"(?:야|예요|이?에요|인가요?|인지|입니까|이었\S*|였\S*|죠|지)?\s*\W*$"
WHEN = re.compile(
    rf"(?<=[던은큰인린친난쁜])\s{_TIME_NOUN}|언제{_IS_WHAT}|언제\s+(?=가장|제일)"
    rf"|(?:몇\s?(?:년도?|월달?|분기|달)\s?)+(?:누계)?(?:{_IS_WHAT}|(?:에|엔)?\s+(?=가장|제일))"
    r"|어느\s?(?:해|달|때|분기|연도|월)(?:에|는|가)?"
)
"""Asks for the time at which something was so; not what begins then, nor of whom something is true 신청할 때."""
_TIME_NAMED = re.compile(rf"{WHEN.pattern}|(?<=\s){_TIME_NOUN}")
_YEAR = r"(?:20)?\d{2}년도?(?:\s*\d{1,2}월)?"
_FROM_YEAR_TO_YEAR = re.compile(
    rf"(?P<of>.*?)(?P<then>{_YEAR})\s*(?:보다|에서|부터|에\s*비해|대비)\s*(?P<now>{_YEAR})(?:까지|에는?|은|의|엔)?\s*(?:사이\S*)?(?P<rest>.*)"
)
_OF = re.compile(r"(?P<second>.+?)(?:에서|\s*중\S*|\s*가운데|의)\s+(?P<first>.+?)(?:은|는|이|가|의)?\s+(?P<rest>.*)")
_AND = re.compile(rf"(?P<first>\S.*?)(?:이랑|랑|{_HAGO}|와|과|,|\s및)\s+(?P<second>.+)")
_MORE = re.compile(rf"\s*(?:이랑|랑|{_HAGO}|와|과|,|·|‧|ㆍ|/|\s및)\s*(?=\S)")


@dataclass(frozen=True)
class Operation:
    """A calculation asked for."""

    kind: Kind
    operands: tuple[str, ...]
    """A question for each operand, the one from which others are taken away first; a single one for a group.

    Of two the larger or smaller is asked for, of a group the largest or smallest.
    """
    tail: str
    """What is asked of all operands alike."""
    of_loss: bool = False
    """Whether what is compared is lost: a large deficit may be printed as a small balance, △18,308."""


def asks_when(question: str) -> bool:
    """Whether a question asks for the time at which something was so."""
    return WHEN.search(question) is not None


def without_when(question: str) -> str:
    """A question without the words that ask for a time."""
    return _without(question, _TIME_NAMED)


def asks_for_change(question: str) -> bool:
    """Whether a question asks by how much one thing is more than another, or than it was."""
    if _BY_PERCENT.search(question):
        return False
    return any(asks.search(question) for asks in (_CHANGE, _COMPARED, _APART))


def without_change(question: str) -> str:
    """A question without the words that ask by how much something is more than another."""
    return _without(question, _CHANGE, _COMPARED, _APART)


def read_operation(question: str) -> Operation | None:
    """The calculation that a question asks for; None for one that asks for what is printed."""
    question = _without(question, THAN_BEFORE)
    worst = _WORST.search(question) if _BALANCE.search(question) else None
    largest, smallest = _LARGEST.search(question), worst or _SMALLEST.search(question)
    if largest or smallest:
        kind: Kind = "largest" if largest else "smallest"
        lost = _LOST.search(question) is not None
        return Operation(kind, (_without(question, _LARGEST, _SMALLEST, _WORST),), "", lost and not worst)
    if _BY_PERCENT.search(question):
        return None
    for compared in (
        _which_of_two(question),
        _between_years(question),
        _than(question),
        _ratio(question),
        _sum(question),
    ):
        if compared:
            return compared
    change = _CHANGE.search(question)
    if change:
        return Operation("difference", (_CHANGE.sub(" ", question),), change[0])
    return None


def _which_of_two(question: str) -> Operation | None:
    """A와 B 중 X가 더 많은 곳은?, A랑 B 중에 어디가 X가 더 커?"""
    both = _OF_TWO.fullmatch(question)
    more = _MORE_OF_TWO.search(both["rest"]) if both else None
    if both is None or more is None or _COMPARED.search(question) or _CHANGE.search(question):
        return None
    # What stands behind 더 큰 is what the two are: 사업, 곳.
    measured = _without(both["rest"][: more.start()], _WHICH_OF_TWO) or both["rest"][more.end() :]
    kind: Kind = "smallest" if more["less"] else "largest"
    return Operation(kind, (both["first"], both["second"]), _without(measured, _WHICH_OF_TWO))


def _between_years(question: str) -> Operation | None:
    """X는 2023년보다 2024년에 얼마나 늘었어?, X는 2023년에서 2024년 사이에 몇 명 줄었어?"""
    asks = _CHANGE.search(question)
    match = _FROM_YEAR_TO_YEAR.fullmatch(question) if asks else None
    if asks is None or match is None:
        return None
    rest = _without(match["rest"], _CHANGE)
    now, then = (f"{match['of']} {match[year]} {rest}" for year in ("now", "then"))
    return Operation("difference", (now, then), asks[0])


def _than(question: str) -> Operation | None:
    """A은 B보다 X가 얼마나 많아?, A에서 B를 뺀 금액은?, A와 B의 X 차이는?"""
    asks = _COMPARED.search(question) or _CHANGE.search(question) or _APART.search(question)
    if not asks:
        return None
    for sides in _SIDES.values():
        match = sides.fullmatch(question)
        if match:
            rest = _without(match["rest"], _APART, _COMPARED, _CHANGE)
            topic = _TOPIC.match(match["first"])
            # 가람과는 현원이 정원보다: both are of 가람과.
            second = f"{topic['topic']} {match['second']}" if topic else match["second"]
            return Operation("difference", (match["first"], second), f"{rest} {_counted(question)}")
    both = _AND.fullmatch(question) if _APART.search(question) else None
    return _of_both("difference", both, _APART) if both else None


def _ratio(question: str) -> Operation | None:
    """A는 B의 몇 배야?, B 중 A가 차지하는 비율은?"""
    asks = _RATIO.search(question)
    match = _OF.fullmatch(question[: asks.start()].strip() + " ") if asks and "차지" in question else None
    if match is None:
        return None
    # Of the whole the part is a row or a column: 전체 수입에서 일반회계.
    part = f"{_without(match['second'], _WHOLE)} {match['first']}"
    return Operation("ratio", (part, match["second"]), "")


def _sum(question: str) -> Operation | None:
    """A와 B의 X를 합하면?; the whole of a group where no two are named."""
    if not _SUM.search(question):
        listed = _ALTOGETHER.search(question) and _LISTED.search(question)
        return Operation("sum", (question,), "") if listed else None
    both = _AND.fullmatch(question)
    if both:
        return _of_both("sum", both, _SUM)
    if not _SUM.search(_without(question, _PRINTED_SUM)):
        return None
    return Operation("sum", (_without(question, _SUM),), "")


def _of_both(kind: Kind, both: re.Match[str], asks: re.Pattern[str]) -> Operation:
    """An operation on all that is listed before what is asked of them."""
    first = [part for part in _MORE.split(both["first"]) if part]
    rest = _without(both["second"], asks)
    # Without a comma two are listed, and 과 ends a department: 새솔과와 다온과 예산.
    more = _AND.fullmatch(rest) if _LISTED.search(both.string) or len(_SPOKEN_AND.findall(both.string)) > 1 else None
    listed = [*first, more["first"], more["second"]] if more else [*first, rest]
    return Operation(kind, tuple(listed), listed[-1])


def _counted(question: str) -> str:
    """The counter of 몇 명 더 많아, which says what is compared."""
    found = re.search(r"몇\s*[가-힣%㎡]+?(?=이나|나|을|를|이|가|\s|$)", question)
    return found[0] if found else ""


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(" ", text)
    return " ".join(text.split())
