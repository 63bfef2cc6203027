/** The question box: what Enter does, also in the middle of a Korean syllable, and how long a question may be. */

import { h } from "./dom";
import type { Words } from "./words/ko";

const LIMIT = 2000;
const COUNT_FROM = 1800;

export class Composer {
  readonly root: HTMLFormElement;
  readonly box: HTMLTextAreaElement;
  readonly #send: HTMLButtonElement;
  readonly #count = h("p", { class: "count", "aria-hidden": "true", hidden: true });
  readonly #limit = h("p", { class: "limit", id: "question-limit", role: "alert" });
  #busy = false;

  constructor(
    private readonly words: Words,
    private readonly onAsk: (question: string) => void,
    private readonly onStop: () => void,
    besideLabel: HTMLElement,
  ) {
    this.box = h("textarea", {
      id: "question",
      rows: "1",
      lang: "ko",
      autocomplete: "off",
      enterkeyhint: "send",
      placeholder: words.placeholder,
      "aria-describedby": "composer-hint question-limit",
      oninput: () => this.#checkLength(),
    });
    this.#send = h(
      "button",
      { type: "button", class: "primary", onclick: (event) => this.#press(event) },
      words.send,
    );
    // A key that is held would send and then stop.
    this.#send.addEventListener("keydown", (event) => event.repeat && event.preventDefault());
    const label = h("label", { for: "question" }, words.question);
    const keys = h("span", { class: "keys" }, words.keys);
    const hint = h("p", { id: "composer-hint" }, keys, words.privacy);
    this.root = h(
      "form",
      { class: "composer", "aria-label": words.composer, onsubmit: (event) => event.preventDefault() },
      h("div", { class: "above" }, label, besideLabel),
      h("div", { class: "field" }, this.box, this.#send),
      h("div", { class: "below" }, hint, this.#count),
      this.#limit,
    );
    sendOnEnter(this.box, () => this.#sendTyped());
  }

  /** One button sends and stops, so that the focus stays where it is. */
  set busy(busy: boolean) {
    this.#busy = busy;
    this.#send.textContent = busy ? this.words.stop : this.words.send;
    this.#send.classList.toggle("stopping", busy);
  }

  #press(event: Event): void {
    // The second click of a double click must not stop what the first one asked.
    if (event instanceof MouseEvent && event.detail > 1) return;
    if (this.#busy) this.onStop();
    else this.#sendTyped();
  }

  #sendTyped(): void {
    const question = this.box.value.trim();
    if (this.#busy || !question || !this.#checkLength()) return;
    this.box.value = "";
    this.#checkLength();
    this.onAsk(question);
  }

  /** Returns whether the question is short enough to be sent. */
  #checkLength(): boolean {
    // Characters as the service counts them: code points.
    const length = [...this.box.value].length;
    const fits = length <= LIMIT;
    this.#count.hidden = length < COUNT_FROM;
    this.#count.textContent = this.words.count(length, LIMIT);
    this.box.setAttribute("aria-invalid", String(!fits));
    const message = fits ? "" : this.words.tooLong(LIMIT);
    // Written only when it changes: an alert is read out at every write.
    if (this.#limit.textContent !== message) this.#limit.textContent = message;
    return fits;
  }
}

function sendOnEnter(box: HTMLTextAreaElement, onSend: () => void): void {
  let composing = false;
  let composed = "";
  let pending = false;

  // The last syllable reaches the box only after compositionend, hence one macrotask later.
  const sendSoon = () => {
    pending = true;
    setTimeout(() => {
      pending = false;
      onSend();
    });
  };

  box.addEventListener("compositionstart", () => {
    composing = true;
  });
  box.addEventListener("compositionend", (event) => {
    composing = false;
    composed = event.data;
    const wanted = pending;
    pending = false;
    if (wanted && endsInHangul(composed)) sendSoon();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    if (composing) {
      pending = true;
    } else if (pending) {
      // Some systems repeat the Enter that ended the syllable; it has already been counted.
    } else if (event.keyCode === 229) {
      // Safari ends the composition before it reports the key.
      if (endsInHangul(composed)) sendSoon();
    } else {
      onSend();
    }
  });
}

/** Enter ends a Hangul syllable and means "send"; in a list of Hanja or Kanji it only picks one. */
function endsInHangul(text: string): boolean {
  return /\p{Script=Hangul}$/u.test(text);
}
