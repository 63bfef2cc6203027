import { expect, test } from "vitest";
import { unitOffset } from "./offsets";

test.each([
  ["가나다", 2],
  ["a𠮷b", 2],
  ["\u{f0000}○ 예산", 3],
  ["👩‍👩‍👧 예산", 7],
])("an offset in code points is found in a JavaScript string: %s", (text, codePoints) => {
  const before = [...text].slice(0, codePoints).join("");
  expect(text.slice(0, unitOffset(text, codePoints))).toBe(before);
});
