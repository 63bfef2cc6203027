import { expect, test } from "vitest";
import { pieces } from "./glossary";

const marked = (text: string, ...names: string[]) =>
  pieces(text, names)
    .filter(({ isTerm }) => isTerm)
    .map(({ text }) => text);

test.each([
  ["앵커시설은 올해 문을 연다", ["앵커시설"], ["앵커시설"], "particles may follow"],
  ["강소기업의 기업", ["기업"], ["기업"], "a part of another word is another word"],
  ["예산현액과 예산", ["예산", "예산현액"], ["예산현액", "예산"], "the longest term comes first"],
  ["R&D(연구)에 C++를 씀", ["R&D(연구)", "C++"], ["R&D(연구)", "C++"], "signs are no pattern"],
])("in “%s” is marked what is meant", (text, names, expected) => {
  expect(marked(text, ...names)).toEqual(expected);
});

test("a term is marked again a page later, not in the next line", () => {
  const text = `예산현액 예산현액 ${"가".repeat(1600)} 예산현액`;
  expect(marked(text, "예산현액")).toHaveLength(2);
});

test("no character of the text is lost", () => {
  const text = "○ 예산현액 : 10억원\n\n  ※ 예산현액\u{f0000}";
  expect(
    pieces(text, ["예산현액"])
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});
