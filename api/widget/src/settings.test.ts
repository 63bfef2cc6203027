import { expect, test } from "vitest";
import { readSettings } from "./settings";

const HOME = new URL("https://mundap.example.kr/ask/");

test("a bare tag gives a Korean widget at the right edge that asks where its script came from", () => {
  const settings = readSettings({}, HOME);
  expect(settings).toMatchObject({ api: HOME, title: "문답", theme: "auto", side: "right", mode: "widget" });
  expect(settings.words.lang).toBe("ko");
});

test("every attribute of the tag is heard", () => {
  const tag = {
    api: "/qa",
    title: "업무보고",
    theme: "dark",
    lang: "en",
    position: "bottom-left",
    mode: "page",
    guide: "guide",
    documents: "doc_a doc_b",
  };
  const settings = readSettings(tag, HOME);
  expect(settings).toMatchObject({
    title: "업무보고",
    theme: "dark",
    side: "left",
    mode: "page",
    guide: "guide",
    documents: ["doc_a", "doc_b"],
  });
  expect(settings.words.lang).toBe("en");
  expect(settings.api.href).toBe("https://mundap.example.kr/qa/");
});

test("what is not known is taken as if it were not said", () => {
  const settings = readSettings(
    { theme: "sepia", lang: "xx", position: "up", mode: "iframe", title: "", documents: " " },
    HOME,
  );
  expect(settings).toMatchObject({
    title: "문답",
    theme: "auto",
    side: "right",
    mode: "widget",
    documents: null,
  });
});

test("calls stay below the prefix under which the service is reached", () => {
  const { api } = readSettings({ api: "https://intra.example.kr/tools/mundap" }, HOME);
  expect(new URL("v1/ask", api).href).toBe("https://intra.example.kr/tools/mundap/v1/ask");
});
