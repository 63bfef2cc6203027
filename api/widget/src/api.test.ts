import { afterEach, expect, test, vi } from "vitest";
import { Api, Failure, type Progress } from "./api";
import { ko } from "./words/ko";

const api = new Api(new URL("https://mundap.example.kr/"), ko);
const DONE = 'event: done\ndata: {"id":"ans_1","answer":"예산은 40억원입니다."}\n\n';
const DELTA = 'event: delta\ndata: {"text":"예산은 40억원입니다."}\n\n';

afterEach(() => vi.unstubAllGlobals());

function answerWith(body: string, status = 200, size = body.length * 3): void {
  const bytes = new TextEncoder().encode(body);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  vi.stubGlobal("fetch", async () => new Response(stream, { status, headers: { "X-Request-ID": "req-7" } }));
}

async function told(): Promise<unknown[]> {
  const told: unknown[] = [];
  const hear = ({ name, data }: Progress) => told.push([name, "text" in data ? data.text : data]);
  const answer = await api.ask("예산은?", null, new AbortController().signal, hear);
  return [...told, answer];
}

async function failure(): Promise<Failure> {
  const thrown = await told().catch((error) => error);
  expect(thrown).toBeInstanceOf(Failure);
  return thrown;
}

test.each([1, 2, 5, 4096])("events are whole however the bytes fall: %i at a time", async (size) => {
  answerWith(`: ping\r\n\r\n${DELTA}${DONE}`, 200, size);
  const [delta, done] = await told();
  expect(delta).toEqual(["delta", "예산은 40억원입니다."]);
  expect(done).toMatchObject({ id: "ans_1" });
});

test("nothing is read after the last event", async () => {
  answerWith(`${DONE}${DELTA}`);
  expect(await told()).toHaveLength(1);
});

test("an answer that breaks off says so", async () => {
  answerWith(DELTA);
  expect((await failure()).title).toBe(ko.cutShort);
});

test("an error within the stream keeps its words and its number", async () => {
  answerWith(
    `${DELTA}event: error\ndata: {"title":"색인을 쓸 수 없습니다","detail":"관리자에게","instance":"req-9"}\n\n`,
  );
  expect(await failure()).toMatchObject({
    title: "색인을 쓸 수 없습니다",
    detail: "관리자에게",
    instance: "req-9",
  });
});

test("a problem keeps its status, and what is no problem object still has its number", async () => {
  answerWith('{"title":"질문이 비어 있습니다","detail":"입력해 주세요.","instance":"req-1"}', 422);
  expect(await failure()).toMatchObject({ title: "질문이 비어 있습니다", status: 422, instance: "req-1" });
  answerWith("<html>Bad Gateway</html>", 502);
  expect(await failure()).toMatchObject({ title: ko.failed, detail: ko.badStatus(502), instance: "req-7" });
});

test("a server that is away is told as such", () => {
  vi.stubGlobal("console", { error: () => {} });
  expect(api.failureFrom(new TypeError("Failed to fetch")).title).toBe(ko.unreachable);
});
