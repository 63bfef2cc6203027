/** The source panel: the whole document with the cited words marked. */

import type { Api, Citation, Failure } from "./api";
import { failureBox } from "./blocks";
import { button, h, holdsFocus, showAs } from "./dom";
import { type OpenSource, pathOf, placeOf } from "./evidence";
import { unitOffset } from "./offsets";
import type { Words } from "./words/ko";

/** The text of a document, in whole or in part, with whatever a page marks in it; no character may go missing. */
export type Annotate = (text: string, documentId: string) => (Node | string)[];

export class SourcePanel {
  readonly root: HTMLDialogElement;
  annotate: Annotate = (text) => [text];
  readonly #title = h("h2", { id: "source-title", tabindex: "-1", lang: "ko" });
  readonly #section = h("p", { class: "section-path", lang: "ko" });
  readonly #place = h("p", { class: "place" });
  readonly #notice = h("div", { class: "source-notice" });
  readonly #text: HTMLElement;
  readonly #texts = new Map<string, string>();
  #shown: Citation | null = null;
  #opener: HTMLElement | null = null;

  /** @param isOver whether it lies over the chat, which must be out of reach then, or beside it */
  constructor(
    private readonly api: Api,
    private readonly words: Words,
    private readonly isOver: () => boolean,
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
    const close = button("quiet small", words.close, () => this.close());
    const head = h("div", { class: "source-head" }, eyebrow, close, this.#title, this.#section, this.#place);
    this.root = h(
      "dialog",
      { class: "source", "aria-labelledby": "source-title" },
      head,
      this.#notice,
      this.#text,
    );
    this.root.addEventListener("close", () => this.#forgetUnlessOpen());
  }

  /** Shows the document of a citation at its words; `opener` gets the focus back. */
  readonly open: OpenSource = async (citation, opener) => {
    this.#mark(opener);
    this.#shown = citation;
    this.#title.textContent = citation.document_title;
    this.#section.textContent = pathOf(citation);
    const place = placeOf(citation, this.words);
    // What a page shows by itself has no number: there is no answer that counts it.
    const where = citation.number ? this.words.evidenceAt(citation.number, place) : place;
    this.#place.textContent = `${where} · ${citation.source}`;
    showAs(this.root, this.isOver());
    this.#title.focus({ preventScroll: true });
    await this.#load(citation);
  };

  /** Returns whether there was an open panel to close. */
  close(): boolean {
    if (!this.root.open) return false;
    const returns = holdsFocus(this.root);
    this.root.close();
    if (!returns) return true;
    this.#opener?.focus();
    this.onReturn();
    return true;
  }

  /** Stays open as the window's new size wants it. */
  adapt(isCovered: boolean): void {
    if (!this.root.open) return;
    if (isCovered) this.root.close();
    if (showAs(this.root, this.isOver()) && isCovered) this.#title.focus({ preventScroll: true });
  }

  #forgetUnlessOpen(): void {
    if (this.root.open) return;
    this.#shown = null;
    this.#mark(null);
  }

  /** Shows which chip is open. */
  #mark(opener: HTMLElement | null): void {
    this.#opener?.removeAttribute("aria-current");
    opener?.setAttribute("aria-current", "true");
    this.#opener = opener;
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
    const mark = h("mark", { "data-place": placeOf(citation, this.words) }, text.slice(start, end));
    this.#notice.replaceChildren();
    if (mark.textContent !== citation.quote) {
      // Marking other words than those that were cited would be worse than marking none.
      this.#notice.append(h("p", { class: "notice" }, this.words.sourceChanged));
      this.#text.replaceChildren(text);
      return;
    }
    const around = (part: string) => this.annotate(part, citation.document_id);
    this.#text.replaceChildren(...around(text.slice(0, start)), mark, ...around(text.slice(end)));
    this.#scrollTo(mark);
  }

  /** Not scrollIntoView: that would move the page behind the panel as well. In a low window the whole panel scrolls. */
  #scrollTo(mark: HTMLElement): void {
    const scroller = this.#text.scrollHeight > this.#text.clientHeight ? this.#text : this.root;
    const way = mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += way - scroller.clientHeight / 3;
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
