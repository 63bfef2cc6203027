"""The written tables: every entry can take effect, and question words ask for what they are written to ask for."""

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from api.answering.vocabulary import (
    ATTRIBUTES,
    IDLE_WORDS,
    PHRASES,
    SYNONYMS,
    attribute_of,
    counter_of,
    is_generic,
)
from retriever.morphemes import tokens

EVERYDAY: dict[str, Any] = tomllib.loads(files("api.answering").joinpath("everyday.toml").read_text(encoding="utf-8"))
CARRIERS = (
    "{}",
    "{}는",
    "{}다",
    "{}던",
    "{}고 있어?",
    "{}을 지원해?",
    "{}이 얼마야?",
    "{} 예산은?",
    "{}은 사람",
    "{}을 수 있어?",
    "{}나요?",
    "{}어요?",
    "가람숲 {}는?",
)
SILENCED = re.compile(r"가르쳐|같은|쓰는")
"""Phrases that only take their words out of the question: 가르쳐 주세요, 전년 같은 기간보다, 쓰는 예산."""


def forms(text: str) -> set[str]:
    return {token.form for token in tokens(text)}


def carried(word: str) -> bool:
    """Whether a question can hold ``word`` as one token."""
    return any(word in forms(carrier.format(word)) for carrier in CARRIERS)


# Everyday words


def test_the_table_is_read_whole() -> None:
    assert len(SYNONYMS) == len(EVERYDAY["words"]) > 1000
    assert len(PHRASES) == len(EVERYDAY["phrases"]) > 100
    assert len(IDLE_WORDS) > 50


def test_every_word_can_stand_in_a_question_as_one_token() -> None:
    never = [word for word in SYNONYMS if not carried(word)]
    assert never == []


@pytest.mark.parametrize("table", ["words", "phrases"])
def test_every_entry_gives_words_unless_it_is_meant_to_silence(table: str) -> None:
    empty = [said for said, words in EVERYDAY[table].items() if not words.split() and not SILENCED.search(said)]
    assert empty == []


def test_no_word_stands_for_itself_alone() -> None:
    assert [word for word, others in SYNONYMS.items() if others == {word}] == []


def test_words_are_written_as_search_sees_them() -> None:
    written = {*SYNONYMS, *(word for words in SYNONYMS.values() for word in words)}
    assert [word for word in written if word != word.strip().casefold()] == []


def test_no_phrase_matches_where_nothing_is_said() -> None:
    nothing = ("", " ", "?", "가람숲", "다온 새솔 한빛")
    assert [said.pattern for said, _ in PHRASES for text in nothing if said.search(text)] == []


def test_every_phrase_is_its_own() -> None:
    patterns = [said.pattern for said, _ in PHRASES]
    assert len(set(patterns)) == len(patterns)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("젊은이", "청년"),
        ("아이", "아동"),
        ("노인", "어르신"),
        ("budget", "예산"),
        ("location", "위치"),
    ],
)
def test_a_word_that_people_say_stands_for_one_that_reports_print(said: str, printed: str) -> None:
    assert printed in SYNONYMS[said]


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("전화 번호 알려줘", "연락처"),
        ("집안 일을 도와줘?", "가사"),
        ("앞으로 할 일은?", "계획"),
        ("달라지는 점은?", "변경"),
        ("나라에서 주는 돈은?", "국비"),
        ("문 여는 곳은?", "개관"),
        ("혼자 사는 여성은?", "1인가구"),
        ("지금 실제로 일하는 사람은 몇 명이야?", "현원"),
        ("정해진 자리 수는?", "정원"),
    ],
)
def test_words_said_together_stand_for_one_that_reports_print(question: str, printed: str) -> None:
    assert any(printed in words for said, words in PHRASES if said.search(question))


@pytest.mark.parametrize(
    "question", ["열쇠로 문을 열쇠공이", "손잡이 교체", "쓰레기를 함께 쓰레기통에", "아이돌보미 사업"]
)
def test_words_said_together_are_not_found_within_others(question: str) -> None:
    given = {word for said, words in PHRASES if said.search(question) for word in words}
    assert given.isdisjoint({"개관", "협력", "공동", "보육"})


# Attributes


@pytest.mark.parametrize(
    ("question", "attribute"),
    [
        ("가람숲 도서관 사업비는?", "budget"),
        ("돈이 얼마나 들어?", "budget"),
        ("면적이 얼마야?", "size"),
        ("얼마나 커?", "size"),
        ("어느 동에 있어?", "place"),
        ("주소 알려줘", "place"),
        ("며칠에 열려?", "schedule"),
        ("신청 기간이 어디에 나와?", "schedule"),
        ("몇 살부터 신청해?", "age"),
        ("신청 자격이 뭐야?", "target"),
        ("담당 부서는 어디야?", "operator"),
        ("누가 맡아?", "operator"),
        ("취지가 뭐야?", "purpose"),
        ("나루기금 예산이 줄어든 까닭은?", "reason"),
        ("다온기금은 왜 없앴어?", "reason"),
        ("한빛공원 2월까지 몇 명 왔어?", "count"),
        ("앱을 몇 개까지 줄여?", "count"),
        ("나루보조금 규모 알려줘", "budget"),
        ("도서관 규모 알려줘", "size"),
        ("다온초 증축을 돕는 시설은 어디야?", "which"),
        ("나루 축제를 시와 함께 여는 곳은 어디야?", "operator"),
        ("어디로 전화하면 돼?", "contact"),
        ("궁금하면 어느 부서에 물어보면 돼?", "contact"),
        ("나루센터는 어느 지역에 세워져?", "place"),
        ("나루지기의 법적 근거는?", "law"),
        ("어떤 조례에 따른 거야?", "law"),
        ("나루관리법 몇 조야?", "law"),
        ("총예산은 몇 조 원이야?", "budget"),
        ("어떻게 신청해?", "method"),
        ("몇 명 뽑아?", "count"),
        ("어떤 시설이 있어?", "facility"),
        ("무슨 일을 해?", "content"),
        ("취업률은 얼마야?", "rate"),
        ("꽃길이란 무엇인가요?", "definition"),
    ],
)
def test_a_question_asks_for_an_attribute(question: str, attribute: str) -> None:
    found = attribute_of(question)
    assert found is not None
    assert found.name == attribute


@pytest.mark.parametrize(
    "question",
    ["", "가람숲 도서관", "다온 한빛 새솔", "일자리 지원 사업", "표에 어느 나라가 들어가 있어?"],
)
def test_a_question_without_question_words_asks_for_none(question: str) -> None:
    assert attribute_of(question) is None


def test_every_attribute_can_be_asked_for_and_is_stated_under_its_labels() -> None:
    for attribute in ATTRIBUTES:
        assert attribute.named.pattern != attribute.asked.pattern
        assert re.search("[가-힣]", attribute.korean)
        for pattern in (attribute.named, attribute.asked, attribute.labels, attribute.stated):
            assert not pattern.search(""), attribute.name
    assert len({attribute.name for attribute in ATTRIBUTES}) == len(ATTRIBUTES)


@pytest.mark.parametrize(
    ("text", "attribute"), [("위치 : 가람로 12", "place"), ("장소(새솔홀)", "place"), ("예산： 5억원", "budget")]
)
def test_a_label_introduces_a_value(text: str, attribute: str) -> None:
    assert [one.name for one in ATTRIBUTES if one.name == attribute and one.stated.search(text)] == [attribute]
    assert not any(one.stated.search(text.split()[-1]) for one in ATTRIBUTES if " " in text)


# Counters


def counts(question: str) -> re.Pattern[str]:
    pattern = counter_of(question)
    assert pattern is not None
    return pattern


COUNTED = [
    ("사서를 몇 명 뽑아?", ["15명", "15 명", "15여 명", "3인"], ["15개", "명단", "15회"]),
    ("몇 사람이 와?", ["20명"], ["20곳"]),
    ("모집 인원은?", ["20명"], ["20곳"]),
    ("참여 기업은 몇 개야?", ["83개사", "12개 업체", "7社"], ["83명", "83개월"]),
    ("회사가 모두 몇 곳이야?", ["5개사"], ["5명"]),
    ("몇 개월 걸려?", ["6개월", "2년", "’23. 3월 ~ ’25. 8월"], ["6명"]),
    ("공사는 얼마 동안 해?", ["6개월"], ["6명"]),
    ("몇 층이야?", ["지상 3층"], ["3명", "3동"]),
    ("몇 번 열어?", ["4회", "2번", "1차"], ["4명"]),
    ("몇 가구가 살아?", ["12가구", "12세대", "12호"], ["12명"]),
    ("몇 %야?", ["12%", "12 %"], ["12명"]),
    ("몇 배로 늘어?", ["3배"], ["3명"]),
    ("몇 살부터야?", ["만 19세"], ["19명"]),
    ("몇 군데에 있어?", ["5곳", "5개소", "5개"], ["5명"]),
    ("방이 몇 개야?", ["5개", "5실"], ["5명"]),
    ("며칠이야?", ["5월 3일", "5.17.", "2031. 6. 21.", "’31. 6. 2."], ["5월", "31.8.", "1.5%", "12명"]),
    ("지기 한 명이 아기 몇 명을 돌봐?", ["1:3", "1인당 영아 3명"], ["12명", "영아 3명"]),
    ("버스가 몇 대야?", ["7대"], ["7명"]),
    ("책이 몇 권이나 있어?", ["1200권"], ["1200명"]),
    ("몇 마리를 키워?", ["30마리"], ["30명"]),
]


COUNTERS = [(question, text) for question, printed, _ in COUNTED for text in printed]
OTHER_COUNTERS = [(question, text) for question, _, printed in COUNTED for text in printed]


@pytest.mark.parametrize(("question", "printed"), COUNTERS)
def test_what_is_counted_is_found_by_the_counters_that_reports_print(question: str, printed: str) -> None:
    assert counts(question).search(printed)


@pytest.mark.parametrize(("question", "printed"), OTHER_COUNTERS)
def test_what_is_counted_otherwise_is_not(question: str, printed: str) -> None:
    assert not counts(question).search(printed)


@pytest.mark.parametrize(
    "question",
    [
        "예산은 얼마야?",
        "언제 열어?",
        "몇 월에 열어?",
        "몇 년에 끝나?",
        "가람숲 도서관",
        "",
    ],
)
def test_a_question_that_counts_nothing_has_no_counter(question: str) -> None:
    assert counter_of(question) is None


@pytest.mark.parametrize("question", ["회의가 몇 점이야?", "몇 (개)야?", "몇 +야?", "몇"])
def test_any_counter_makes_a_pattern_or_none(question: str) -> None:
    pattern = counter_of(question)
    assert pattern is None or not pattern.search("")


# Headings of any report


@pytest.mark.parametrize(
    "heading", ["사업개요", "향후계획", "주요 업무", "추진현황 및 향후계획", "Ⅰ. 주요 업무", "구분"]
)
def test_a_heading_of_any_report_is_no_subject(heading: str) -> None:
    assert is_generic(heading)


@pytest.mark.parametrize("heading", ["가람숲 도서관 건립", "한빛 도시텃밭 분양", "다온 사업", "새솔문화재단"])
def test_a_heading_with_a_name_is_a_subject(heading: str) -> None:
    assert not is_generic(heading)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("주민참여예산 제안은 몇 월에 받아?", "schedule"),
        ("예산은 언제 확정돼?", "schedule"),
        ("신청 시기는 언제야?", "schedule"),
        ("운영기관은 어디야?", "operator"),
        ("시스템 개선을 담당하는 곳이 어디예요?", "operator"),
        ("과제의 관계 부처들은 어디인가요?", "operator"),
        ("나루터 도로명 알려줘", "place"),
        ("시가 나루축제를 어디랑 같이 열어?", "operator"),
        ("돌봄채무는 어떤 개념이야?", "definition"),
        ("공모전 예산이 얼마나 줄었어?", "change"),
        ("새로 만드는 제도의 이름은?", "name"),
        ("초대 원장 성함이 어떻게 되나요?", "name"),
        ("소비세가 늘어난 원인은?", "reason"),
        ("나루과 원인행위액이 얼마였지?", "budget"),
        ("신청서 보낼 이메일 주소", "contact"),
        ("육아 누리집 주소 알려줘", "contact"),
        ("협의회는 얼마나 자주 모여?", "frequency"),
        ("심의회 개최 횟수", "frequency"),
        ("공모에 뽑힌 대학은 어디인가요?", "which"),
        ("투자가 가장 는 나라가 어디야?", "which"),
        ("어디 사례를 본떴나요?", "which"),
        ("3월 누계 관리대상수지는 얼마야?", "budget"),
    ],
)
def test_what_is_asked_is_told_by_the_words_that_ask(question: str, name: str) -> None:
    attribute = attribute_of(question)
    assert attribute is not None
    assert attribute.name == name


def test_the_title_of_an_officer_asks_for_no_operator() -> None:
    assert attribute_of("창업담당관 정원") is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("전문가를 몇 명 양성해?", "전문가 2만 명 양성"),
        ("며칠 전에 알려 줘?", "15일전까지 사전통지"),
        ("몇 시부터 들어갈 수 있어?", "입장 : 3. 2.(월) 11:00"),
        ("청소를 몇 집이나 해줘?", "주거청결 지원(10가정)"),
        ("지분을 몇 퍼센트 가져야 해?", "100분의 10 이상"),
        ("세계 몇 위였나요?", "25위로 상승"),
        ("평가에서 몇 등 했어?", "25위로 상승"),
        ("도시 경쟁력 순위", "25위로 상승"),
        ("빈집을 몇 채나 고쳐?", "긴급 주거지(6호)"),
        ("협의회는 얼마나 자주 모여?", "분기 1회 개최"),
        ("심의회 개최 횟수", "심의위원회 개최(3회)"),
        ("활동기간은 몇 년인가요?", "활동기간 : 1년"),
    ],
)
def test_a_counter_finds_what_it_counts(question: str, text: str) -> None:
    counter = counter_of(question)
    assert counter is not None
    assert counter.search(text)
