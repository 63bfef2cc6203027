/** One question and what became of it: waiting, an answer, a stop or a failure. */

import { AnswerText } from "./answer";
import type { Answer, Api, Failure, Progress } from "./api";
import { failureBox, suggestionList } from "./blocks";
import { button, h } from "./dom";
import { citationChip, citationList, type OpenSource, type Preview } from "./evidence";
import { answerTools } from "./tools";
import type { Words } from "./words/ko";

/** What all turns of a chat share. */
export interface TurnContext {
  readonly api: Api;
  readonly words: Words;
  readonly preview: Preview;
  readonly headingTag: "h2" | "h3";
  readonly openSource: OpenSource;
  readonly ask: (question: string) => void;
  readonly retry: (turn: Turn) => void;
}

export class Turn {
  readonly root: HTMLElement;
  readonly heading: HTMLElement;
  /** The answer, once it has arrived whole. */
  answer: Answer | null = null;
  readonly #reply = h("div", { class: "reply" });
  #progress!: HTMLElement;
  #body = h("div");
  #text!: AnswerText;

  constructor(
    readonly question: string,
    private readonly context: TurnContext,
  ) {
    this.heading = h(context.headingTag, { class: "question", tabindex: "-1", lang: "ko" }, question);
    this.root = h("article", { class: "turn" }, this.heading, this.#reply);
    this.restart();
  }

  /** Back to waiting: at first, and before another try. */
  restart(): void {
    this.#state = "waiting";
    this.#progress = h("p", { class: "progress" }, this.context.words.preparing);
    this.#startText();
    this.#reply.replaceChildren(this.#progress);
  }

  /** Shows what has arrived of the answer. */
  hear({ name, data }: Progress): void {
    if (name === "status") {
      this.#progress.textContent = data.text;
      this.#progress.lang = "ko";
    }
    if (name === "citation") this.#text.addCitation(data);
    if (name === "delta") this.#addText(data.text);
  }

  /** Shows a whole answer, whatever of it has been streamed before. */
  finish(answer: Answer): void {
    const { words, openSource, ask } = this.context;
    const { status, citations, suggestions } = answer;
    this.answer = answer;
    this.#state = status;
    // The body is the last word, should a delta have gone missing on the way.
    if (!answer.answer.startsWith(this.#text.text)) this.#startText();
    for (const citation of citations) this.#text.addCitation(citation);
    this.#addText(answer.answer.slice(this.#text.text.length));
    this.#text.end();
    if (status === "not_found") this.#body.before(h("p", { class: "verdict" }, words.notInDocuments));
    if (citations.length > 0) {
      const label = status === "not_found" ? words.nearest : words.evidence;
      this.#reply.append(citationList(citations, label, words, openSource));
    }
    this.#reply.append(aiNote(words, answer), answerTools(this, answer, this.context));
    if (suggestions.length > 0) this.#reply.append(suggestionList(words.goOn, suggestions, ask));
  }

  stop(): void {
    const { words } = this.context;
    const notice = h("p", { class: "notice" }, words.stopped);
    if (this.answer) {
      this.#goBack(this.answer, notice);
      return;
    }
    this.#state = "stopped";
    this.#text.end();
    this.#progress.remove();
    if (this.#text.text) this.#reply.append(aiNote(words));
    this.#reply.append(notice, this.#retryButton(words.askAgain));
  }

  fail(failure: Failure): void {
    const { words } = this.context;
    const box = failureBox(failure, words);
    if (this.answer) {
      this.#goBack(this.answer, box);
      return;
    }
    this.#state = "failed";
    this.#reply.replaceChildren(box, this.#retryButton(words.retry));
  }

  /** Says that the conversation before is gone. */
  noteNewConversation(): void {
    this.#reply.prepend(h("p", { class: "notice" }, this.context.words.newBecauseGone));
  }

  /** Takes away what only makes sense for the latest turn. */
  retire(): void {
    for (const node of this.#reply.querySelectorAll(".suggestions, .retry")) node.remove();
  }

  /** Shows the answer from before another try that came to nothing. */
  #goBack(answer: Answer, why: HTMLElement): void {
    this.restart();
    this.finish(answer);
    this.#reply.prepend(why);
  }

  #startText(): void {
    const { words, preview, openSource } = this.context;
    const body = h("div", { class: "answer", lang: "ko" });
    this.#body.replaceWith(body);
    this.#body = body;
    this.#text = new AnswerText(body, (citation) => citationChip(citation, words, preview, openSource));
  }

  #addText(delta: string): void {
    if (!this.#body.isConnected) this.#progress.replaceWith(this.#body);
    this.#text.append(delta);
  }

  set #state(state: string) {
    this.root.dataset.state = state;
  }

  #retryButton(label: string): HTMLButtonElement {
    return button("quiet retry", label, () => this.context.retry(this));
  }
}

/** The label that the law asks for, and whose wording it is. */
function aiNote(words: Words, answer?: Answer): HTMLElement {
  const worded = answer?.mode === "generated" ? ` ${words.wordedByModel}` : "";
  return h("p", { class: "ai-label" }, words.aiNote + worded);
}
