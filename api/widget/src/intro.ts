/** What stands where nothing has been asked yet: what this is, and questions to begin with. */

import type { Api } from "./api";
import { suggestionList } from "./blocks";
import { h } from "./dom";
import type { Words } from "./words/ko";

const SUGGESTIONS = 6;

export class Intro {
  readonly root: HTMLElement;
  #isComplete = false;

  constructor(
    private readonly api: Api,
    private readonly words: Words,
    headingTag: "h2" | "h3",
    private readonly onAsk: (question: string) => void,
  ) {
    const heading = h(headingTag, { id: "intro-title" }, words.introTitle);
    const text = h("p", {}, words.intro);
    this.root = h("section", { class: "intro", "aria-labelledby": "intro-title" }, heading, text);
  }

  /** Fetches the questions, once there is somebody to see them. */
  async complete(): Promise<void> {
    if (this.#isComplete) return;
    this.#isComplete = true;
    try {
      const suggestions = (await this.api.suggestions()).slice(0, SUGGESTIONS);
      if (suggestions.length > 0)
        this.root.append(suggestionList(this.words.tryThese, suggestions, this.onAsk));
    } catch {
      // They are a courtesy: without them the chat is merely emptier, until it is opened again.
      this.#isComplete = false;
    }
  }
}
