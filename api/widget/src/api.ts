/** The service as the widget sees it: one function per call, and one kind of failure. */

import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Words } from "./words/ko";

export interface Citation {
  readonly number: number;
  readonly document_id: string;
  readonly document_title: string;
  readonly source: string;
  readonly revision: string;
  /** In code points, not UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly line_start: number;
  readonly line_end: number;
  readonly page: number | null;
  readonly quote: string;
  readonly section: readonly string[];
}

export interface Answer {
  readonly id: string;
  readonly conversation_id: string;
  readonly status: "answered" | "not_found" | "small_talk";
  readonly answer: string;
  readonly citations: readonly Citation[];
  readonly suggestions: readonly string[];
  readonly mode: "extractive" | "generated";
}

/** What is told of an answer before it is whole. */
export type Progress =
  | { readonly name: "status" | "delta"; readonly data: { readonly text: string } }
  | { readonly name: "citation"; readonly data: Citation };

const TIME_LIMIT_SECONDS = 30;

export type Rating = "up" | "down";

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly status?: number;
}

/** Something the reader is to be told: what happened, what to do, and the number to quote. */
export class Failure extends Error {
  readonly title: string;
  readonly detail: string;
  readonly instance: string;
  readonly status: number;

  constructor({ title = "", detail = "", instance = "", status = 0 }: Problem) {
    super(title);
    this.title = title;
    this.detail = detail;
    this.instance = instance;
    this.status = status;
  }
}

export class Api {
  /**
   * @param home where the service is, its path ending in a slash: it may lie below a prefix of a reverse proxy.
   * @param documents the ids of those that are asked; null for all.
   */
  constructor(
    readonly home: URL,
    private readonly words: Words,
    private readonly documents: readonly string[] | null = null,
  ) {}

  /** The answer to a question, told piece by piece before it is whole; throws Failure, or what aborted `signal`. */
  async ask(
    question: string,
    conversationId: string | null,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ): Promise<Answer> {
    const request = { question, conversation_id: conversationId, document_ids: this.documents, stream: true };
    const response = await this.#call("v1/ask", { ...json(request), signal });
    const instance = response.headers.get("X-Request-ID") ?? "";
    const events = response.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    // Not `for await` over the stream itself: Safari cannot do that.
    const reader = events?.getReader();
    try {
      for (;;) {
        const { value: event } = (await reader?.read()) ?? {};
        if (!event) throw new Failure({ title: this.words.cutShort, detail: this.words.tryAgain, instance });
        const data = JSON.parse(event.data);
        if (event.event === "error") throw this.#told(data);
        if (event.event === "done") return data;
        onProgress({ name: event.event, data } as Progress);
      }
    } finally {
      // Also when the reader stops listening; the server must stop working too.
      await reader?.cancel().catch(() => {});
    }
  }

  async suggestions(): Promise<string[]> {
    const { suggestions } = await this.#request("v1/suggestions", {}, (response) => response.json());
    return suggestions;
  }

  /** The canonical text that citation offsets count in. */
  text(documentId: string): Promise<string> {
    return this.#request(`v1/documents/${encodeURIComponent(documentId)}/text`, {}, (response) =>
      response.text(),
    );
  }

  /** An answer as it was given. */
  answer(id: string): Promise<Answer> {
    return this.#request(`v1/answers/${encodeURIComponent(id)}`, {}, (response) => response.json());
  }

  rate(answerId: string, rating: Rating, comment: string | null): Promise<void> {
    return this.#request("v1/feedback", json({ answer_id: answerId, rating, comment }), nothing);
  }

  forget(conversationId: string): Promise<void> {
    return this.#request(
      `v1/conversations/${encodeURIComponent(conversationId)}`,
      { method: "DELETE" },
      nothing,
    );
  }

  /** What to tell the reader about anything that was thrown. */
  failureFrom(error: unknown): Failure {
    if (error instanceof Failure) return error;
    console.error(error);
    return new Failure({ title: this.words.unreachable, detail: this.words.checkNetwork });
  }

  /** What `read` makes of the response, unless that takes too long. */
  async #request<Read>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<Read>,
  ): Promise<Read> {
    const controller = new AbortController();
    const callOff = this.deadline(controller, TIME_LIMIT_SECONDS);
    try {
      return await read(await this.#call(path, { ...init, signal: controller.signal }));
    } finally {
      callOff();
    }
  }

  async #call(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(new URL(path, this.home), init);
    if (!response.ok) throw await this.#failureOf(response);
    return response;
  }

  /** Aborts after some seconds with what the reader is to be told; returns how to call that off. */
  deadline(controller: AbortController, seconds: number): () => void {
    const failure = new Failure({ title: this.words.timedOut(seconds), detail: this.words.maybeBusy });
    const timer = setTimeout(() => controller.abort(failure), seconds * 1000);
    return () => clearTimeout(timer);
  }

  async #failureOf(response: Response): Promise<Failure> {
    // A proxy in between answers in HTML, or not at all.
    const problem: Problem = await response.json().catch(() => ({
      detail: this.words.badStatus(response.status),
      instance: response.headers.get("X-Request-ID") ?? "",
    }));
    return this.#told({ ...problem, status: response.status });
  }

  #told(problem: Problem): Failure {
    return new Failure({ ...problem, title: problem.title ?? this.words.failed });
  }
}

async function nothing(): Promise<void> {}

function json(body: object): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}
