/** The source panel: the whole document with the cited words marked. */

import type { Api, Citation, Failure } from "./api";
import { button, h } from "./dom";
import { type OpenSource, pathOf, placeOf } from "./evidence";
import { unitOffset } from "./offsets";
import { failureBox } from "./turn";
import type { Words } from "./words/ko";

const WIDE = "(min-width: 64rem)";

export class SourcePanel {
  readonly root: HTMLDialogElement;
  readonly #title = h("h2", { id: "source-title", tabindex: "-1", lang: "ko" });
  readonly #section = h("p", { class: "section-path", lang: "ko" });
  readonly #place = h("p", { class: "place" });
  readonly #notice = h("div", { class: "source-notice" });
  readonly #text: HTMLElement;
  readonly #texts = new Map<string, string>();
  #shown: Citation | null = null;
  #opener: HTMLElement | null = null;

  constructor(
    private readonly api: Api,
    private readonly words: Words,
    private readonly onReturn: () => void,
  ) {
    this.#text = h("div", {
      class: "source-text",
      tabindex: "0",
      role: "region",
      lang: "ko",
      "aria-label": words.wholeSource,
    });
    const eyebrow = h("p", { class: "eyebrow" }, words.source);
    const heading = h("div", {}, eyebrow, this.#title, this.#section, this.#place);
    const head = h(
      "div",
      { class: "source-head" },
      heading,
      button("quiet", words.close, () => this.close()),
    );
    this.root = h(
      "dialog",
      { class: "source", "aria-labelledby": "source-title" },
      head,
      this.#notice,
      this.#text,
    );
    this.root.addEventListener("close", () => this.#returnFocus());
  }

  /** Shows the document of a citation at its words; `opener` gets the focus back. */
  readonly open: OpenSource = async (citation, opener) => {
    this.#opener = opener;
    this.#shown = citation;
    this.#title.textContent = citation.document_title;
    this.#section.textContent = pathOf(citation);
    this.#place.textContent = this.words.evidenceAt(citation.number, placeOf(citation, this.words));
    this.#show();
    await this.#load(citation);
  };

  /** Returns whether there was an open panel to close. */
  close(): boolean {
    const wasOpen = this.root.open;
    this.root.close();
    // At once: the event comes late enough to take the focus from where the reader has gone on to.
    this.#returnFocus();
    return wasOpen;
  }

  #show(): void {
    if (!this.root.open) {
      // Beside the chat both stay usable; over the chat, what is below must be out of reach.
      if (matchMedia(WIDE).matches) this.root.show();
      else this.root.showModal();
    }
    this.#title.focus({ preventScroll: true });
  }

  #returnFocus(): void {
    this.#shown = null;
    if (!this.#opener) return;
    this.#opener.focus();
    this.#opener = null;
    this.onReturn();
  }

  async #load(citation: Citation): Promise<void> {
    this.#text.replaceChildren();
    this.#notice.replaceChildren(h("p", { class: "notice" }, this.words.loadingSource));
    try {
      const text = await this.#textOf(citation);
      // The reader may have opened another one, or closed the panel, in the meantime.
      if (this.#shown === citation) this.#showText(text, citation);
    } catch (error) {
      if (this.#shown === citation) this.#showFailure(this.api.failureFrom(error), citation);
    }
  }

  async #textOf({ document_id, revision }: Citation): Promise<string> {
    const key = `${document_id} ${revision}`;
    const text = this.#texts.get(key) ?? (await this.api.text(document_id));
    this.#texts.set(key, text);
    return text;
  }

  #showText(text: string, citation: Citation): void {
    const start = unitOffset(text, citation.start);
    const end = unitOffset(text, citation.end);
    const mark = h("mark", {}, text.slice(start, end));
    this.#notice.replaceChildren();
    if (mark.textContent !== citation.quote) {
      // Marking other words than those that were cited would be worse than marking none.
      this.#notice.append(h("p", { class: "notice" }, this.words.sourceChanged));
      this.#text.replaceChildren(text);
      return;
    }
    this.#text.replaceChildren(text.slice(0, start), mark, text.slice(end));
    // Not scrollIntoView: that would move the page behind the panel as well.
    this.#text.scrollTop = mark.offsetTop - this.#text.clientHeight / 3;
  }

  #showFailure(failure: Failure, citation: Citation): void {
    const retry = button("quiet", this.words.retry, () => {
      this.#title.focus();
      this.#load(citation);
    });
    const box = failureBox(failure, this.words);
    box.append(retry);
    this.#notice.replaceChildren(box);
  }
}
