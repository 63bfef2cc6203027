"""A Markdown file is read by its headings, lists and tables; a plain text that looks like one stays as it is."""

import pytest

from ingest.documents import Document, read_document
from ingest.passages import Passage, read_passages

REPORT = """# 2030년 새솔시 업무보고

**도시텃밭**을 [누리집](https://a.kr)에서
*분양*한다.

### 사업개요

- 소요예산 : **4억원**
- 대상
  - 만 19세 이상 시민

추진계획
--------

1. 공고
2. 접수

> 작년에는 하지 않았다.

| 구 분 | 2029 | 2030 |
|-------|-----:|-----:|
| 국비  | 1,200 | **1,350** |
| 시비  | 800 | |

```
첫 줄
둘째 줄
```
"""
WRITTEN = """# 2030년 새솔시 업무보고
도시텃밭을 누리집에서 분양한다.
### 사업개요
• 소요예산 : 4억원
• 대상
◦ 만 19세 이상 시민

## 추진계획
1. 공고
2. 접수

작년에는 하지 않았다.

구 분 │ 2029 │ 2030
국비 │ 1,200 │ 1,350
시비 │ 800 │

첫 줄
둘째 줄"""


def read(text: str, name: str = "보고.md") -> Document:
    return read_document(text.encode(), source=name)


def passages(text: str) -> dict[str, Passage]:
    """The passages of a Markdown text by their words."""
    return {passage.text: passage for passage in read_passages(read(text), lambda block: [block])}


@pytest.mark.parametrize("name", ["보고.md", "2030/보고.MD", "보고.markdown"])
def test_the_marks_of_a_markdown_file_are_no_words(name: str) -> None:
    assert read(REPORT, name).text == WRITTEN


@pytest.mark.parametrize("name", ["보고.txt", "보고", "보고.md.txt"])
def test_a_text_of_another_name_stays_as_it_is(name: str) -> None:
    assert read(REPORT, name).text == REPORT


def test_a_heading_in_a_plain_text_is_a_line_like_others() -> None:
    found = read_passages(read("# 사업개요\n○ 소요예산 : 4억원\n", "보고.txt"), lambda block: [block])
    assert found[0].text == "# 사업개요"


def test_headings_stand_above_what_follows_by_their_level() -> None:
    found = passages(REPORT)
    title = "2030년 새솔시 업무보고"
    assert found["도시텃밭을 누리집에서 분양한다."].section == (title,)
    assert found["만 19세 이상 시민"].section == (title, "사업개요", "대상")
    assert found["접수"].section == (title, "추진계획")


def test_a_heading_stands_above_bullets_that_came_before_it() -> None:
    found = passages("- 작성 : 기획조정실\n\n## 배경\n\n- 현황\n\n# 계획\n\n## 일정\n\n- 3월 공고\n")
    assert found["현황"].section == ("배경",)
    assert found["3월 공고"].section == ("계획", "일정")


def test_what_follows_a_list_stands_under_its_heading() -> None:
    list_of_two = "## 사업개요\n\n- 대상 : 시민\n\n  무료로 연다.\n- 기간 : 3월\n\n"
    found = passages(f"{list_of_two}작년에는 하지 않았다.\n\n올해 연다.\n")
    assert found["무료로 연다."].section == ("사업개요", "대상 : 시민"), "what is set in is of its point"
    assert found["작년에는 하지 않았다."].section == found["올해 연다."].section == ("사업개요",)
    of_table = passages(f"{list_of_two}| 구 분 | 예산 |\n|---|---|\n| 국비 | 3억원 |\n")
    assert of_table["구 분 │ 예산"].section == ("사업개요",)


def test_a_line_between_two_headings_heads_nothing() -> None:
    found = passages("# 개요\n\n도시텃밭 분양\n\n# 계획\n\n끝.\n")
    assert (found["도시텃밭 분양"].kind, found["끝."].section) == ("text", ("계획",))


def test_the_title_is_the_first_heading() -> None:
    assert read(REPORT).title == "2030년 새솔시 업무보고"


def test_the_cells_of_a_table_can_be_cited() -> None:
    found = passages(REPORT)
    assert found["구 분 │ 2029 │ 2030"].kind == "table"
    assert found["국비 │ 1,200 │ 1,350"].kind == "row"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("□ 개요\n○ 예산 : 4억원\n대상 : 시민", "□ 개요\n○ 예산 : 4억원\n대상 : 시민", id="office bullets"),
        pytest.param("- ○ 예산 : 4억원", "○ 예산 : 4억원", id="a bullet that has its own"),
        pytest.param("공원은 모두\n12 개소이다.", "공원은 모두 12 개소이다.", id="a wrapped line"),
        pytest.param("**임금(월)**은 오른다.", "임금(월)은 오른다.", id="emphasis that a syllable follows"),
        pytest.param("3. 공고\n4. 접수", "3. 공고\n4. 접수", id="a list that starts at three"),
        pytest.param("---\ntitle: 보고\n---\n본문", "본문", id="what a site generator reads"),
        pytest.param("---\n\n본문\n\n---\n끝", "본문\n끝", id="rules across the page"),
        pytest.param("<주요 내용>\n\n5 < 7 & 8", "<주요 내용>\n5 < 7 & 8", id="angle brackets"),
        pytest.param("예산 : ~~4억원~~ 5억원", "예산 : 5억원", id="what is struck out is no longer said"),
        pytest.param("가 charset 나 \uf06d", "가 charset 나 \uf06d", id="letters of every kind"),
    ],
)
def test_a_markdown_text_says(written: str, said: str) -> None:
    assert read(written).text.strip() == said


def test_the_headings_and_lists_of_a_web_page_are_read_as_those_of_markdown() -> None:
    page = (
        "<!doctype html><html><body><h1>업무보고</h1><ul><li>대상<ul><li>시민</li></ul></li></ul><ol><li>공고</li></ol>"
    )
    assert read(page, "보고.html").text == "# 업무보고\n• 대상\n◦ 시민\n\n1. 공고\n"


@pytest.mark.parametrize(
    ("start", "first"), [("3", "3"), ("", "1"), ("-2", "1"), ("가", "1"), ("9" * 5000, "1")], ids=lambda s: s[:9]
)
def test_a_list_of_a_web_page_counts_from_a_number_that_it_may_start_at(start: str, first: str) -> None:
    page = f'<!doctype html><html><body><ol start="{start}"><li>공고</li></ol>'
    assert read(page, "보고.html").text == f"{first}. 공고\n"
