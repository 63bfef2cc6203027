/** What looks alike in several places. */

import type { Failure } from "./api";
import { button, h } from "./dom";
import type { Words } from "./words/ko";

/** A section under its label. */
export function labelled(className: string, label: string, content: HTMLElement): HTMLElement {
  return h(
    "section",
    { class: className, "aria-label": label },
    h("p", { class: "eyebrow" }, label),
    content,
  );
}

/** A labelled list of questions to click. */
export function suggestionList(
  label: string,
  questions: readonly string[],
  onAsk: (question: string) => void,
): HTMLElement {
  const items = questions.map((question) =>
    h(
      "li",
      {},
      button("suggestion", question, () => onAsk(question)),
    ),
  );
  return labelled("suggestions", label, h("ul", { lang: "ko" }, ...items));
}

/** What went wrong, announced at once. */
export function failureBox(failure: Failure, words: Words): HTMLElement {
  const box = h(
    "div",
    { class: "failure", role: "alert" },
    h("p", { class: "failure-title" }, failure.title),
  );
  if (failure.detail) box.append(h("p", {}, failure.detail));
  if (failure.instance) {
    box.append(h("p", { class: "failure-number" }, words.failureNumber(failure.instance)));
  }
  return box;
}

/** One line that says what came of something. */
export class Outcome {
  readonly root = h("p", { class: "outcome", role: "status" });

  tell(text: string): void {
    this.#show(text, "done");
  }

  /** Says what failed, and the number to quote. */
  complain(what: string, { title, detail, instance }: Failure, words: Words): void {
    const number = instance && words.failureNumber(instance);
    this.#show([what, title, detail, number].filter(Boolean).join(" "), "failed");
  }

  #show(text: string, kind: string): void {
    this.root.dataset.kind = kind;
    this.root.textContent = text;
  }
}
