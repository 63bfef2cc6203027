import { expect, test } from "vitest";
import type { Answer } from "./api";
import { ko } from "./words/ko";
import { bare, jsonOf, markdown, markdownOf, plain, spoken } from "./writing";

const ANSWER: Answer = {
  id: "ans_1",
  conversation_id: "con_1",
  status: "answered",
  answer: "주요시설은 다음과 같습니다.\n- 열람실 [1]\n- 옥상 텃밭 [2]",
  citations: [citation(1, "열람실과 *어린이* 자료실"), citation(2, "옥상 텃밭\n<2층>")],
  suggestions: [],
  mode: "extractive",
};

function citation(number: number, quote: string): Answer["citations"][number] {
  return {
    number,
    quote,
    document_id: "doc_1",
    document_title: "도시정책실 업무보고",
    source: "report.txt",
    revision: "r",
    start: 0,
    end: quote.length,
    line_start: number,
    line_end: number + 1,
    page: number === 1 ? null : 3,
    section: ["Ⅰ. 주요 업무", "1 가람숲 도서관"],
  };
}

test("an answer alone has no marks, and read aloud no dashes either", () => {
  expect(bare(ANSWER)).toBe("주요시설은 다음과 같습니다.\n- 열람실\n- 옥상 텃밭");
  expect(spoken(ANSWER)).toBe("주요시설은 다음과 같습니다.\n열람실\n옥상 텃밭");
});

test("with its evidence it says where each sentence stands and that a machine wrote it", () => {
  const text = plain(ANSWER, ko);
  expect(text).toContain("- 열람실 [1]");
  expect(text).toContain(
    "[1] 열람실과 *어린이* 자료실\n    도시정책실 업무보고 › Ⅰ. 주요 업무 › 1 가람숲 도서관 › 1–2행",
  );
  expect(text).toContain("› 3쪽");
  expect(text).toContain("AI가 생성한 답변");
});

test("in Markdown citations are footnotes, and nothing in the text is taken for a sign", () => {
  const text = markdown(ANSWER, ko);
  expect(text).toContain("- 열람실[^1]");
  expect(text).toContain("[^1]: “열람실과 \\*어린이\\* 자료실” — 도시정책실 업무보고");
  expect(text).toContain("[^2]: “옥상 텃밭 \\<2층\\>” —");
});

test("footnotes of a whole conversation do not collide", () => {
  const asked = [
    { question: "시설은?", answer: ANSWER },
    { question: "또\n시설은?", answer: ANSWER },
  ];
  const text = markdownOf(asked, ko);
  expect(text).toContain("## 또 시설은?");
  const notes = [...text.matchAll(/^\[\^(.+?)\]:/gm)].map((match) => match[1]);
  expect(notes).toEqual(["1-1", "1-2", "2-1", "2-2"]);
  expect(JSON.parse(jsonOf(asked))).toEqual(asked);
});
