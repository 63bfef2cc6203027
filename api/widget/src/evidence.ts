/** Citations as the reader meets them: chips in the text, a card at hover or focus, and a list under the answer. */

import type { Citation } from "./api";
import { button, h } from "./dom";
import type { Words } from "./words/ko";

export type OpenSource = (citation: Citation, opener: HTMLElement) => void;

const LINGER_MS = 150;
const GAP_PX = 8;

/** The heading path, with no separator at the start of a line. */
export function pathOf({ section }: Citation): string {
  return section.join("\u00a0› ");
}

/** "3쪽", "25행" or "25–26행". */
export function placeOf({ page, line_start, line_end }: Citation, words: Words): string {
  return page === null ? words.lines(line_start, line_end) : words.page(page);
}

/** The card that shows the cited sentence while a chip is pointed at or has the focus; there is one of it. */
export class Preview {
  readonly root = h("div", {
    class: "preview",
    id: "preview",
    role: "tooltip",
    popover: "manual",
    lang: "ko",
  });
  #chip: HTMLElement | null = null;
  #leaving = 0;

  constructor() {
    this.root.addEventListener("pointerenter", () => clearTimeout(this.#leaving));
    this.root.addEventListener("pointerleave", () => this.#hideSoon());
  }

  /** Shows the citation whenever the reader dwells on its chip. */
  watch(chip: HTMLElement, citation: Citation): void {
    chip.addEventListener("pointerenter", (event) => {
      // A finger has no hover; its tap opens the source itself.
      if (event.pointerType !== "touch") this.#show(chip, citation);
    });
    chip.addEventListener("pointerleave", () => this.#hideSoon());
    chip.addEventListener("focus", () => {
      if (chip.matches(":focus-visible")) this.#show(chip, citation);
    });
    chip.addEventListener("blur", () => this.hide());
    chip.addEventListener("click", () => this.hide());
  }

  /** Returns whether there was a card to hide. */
  hide(): boolean {
    clearTimeout(this.#leaving);
    const shown = this.#chip !== null;
    this.#chip?.removeAttribute("aria-describedby");
    this.#chip = null;
    if (shown) this.root.hidePopover?.();
    return shown;
  }

  #hideSoon(): void {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.hide(), LINGER_MS);
  }

  #show(chip: HTMLElement, citation: Citation): void {
    this.hide();
    this.#chip = chip;
    const quote = h("p", { class: "preview-quote" }, citation.quote);
    this.root.replaceChildren(quote, h("p", { class: "section-path" }, pathOf(citation)));
    // Beside the chip in the tree: what a modal panel covers could not be seen.
    chip.closest("dialog, .panel")?.append(this.root);
    chip.setAttribute("aria-describedby", this.root.id);
    this.root.showPopover?.();
    this.#placeBeside(chip.getBoundingClientRect());
  }

  #placeBeside(chip: DOMRect): void {
    const { offsetWidth: width, offsetHeight: height } = this.root;
    const left = Math.max(GAP_PX, Math.min(chip.left, innerWidth - width - GAP_PX));
    const above = chip.top - height - GAP_PX;
    this.root.style.left = `${left}px`;
    this.root.style.top = `${above >= GAP_PX ? above : chip.bottom + GAP_PX}px`;
  }
}

/** A numbered chip that previews its citation and opens the source. */
export function citationChip(
  citation: Citation,
  words: Words,
  preview: Preview,
  onOpen: OpenSource,
): HTMLElement {
  const chip = button("chip", String(citation.number), () => onOpen(citation, chip));
  chip.setAttribute("aria-label", words.chip(citation.number, citation.section.join(" › ")));
  preview.watch(chip, citation);
  return chip;
}

/** The citations of an answer, in full. */
export function citationList(
  citations: readonly Citation[],
  label: string,
  words: Words,
  onOpen: OpenSource,
): HTMLElement {
  const list = h("ol", {}, ...citations.map((citation) => citationItem(citation, words, onOpen)));
  return h("section", { class: "citations", "aria-label": label }, h("p", { class: "eyebrow" }, label), list);
}

function citationItem(citation: Citation, words: Words, onOpen: OpenSource): HTMLElement {
  const open = button("link", words.seeSource, () => onOpen(citation, open));
  open.setAttribute("aria-label", words.seeSourceOf(citation.number));
  const origin = h("span", {}, `${citation.document_title}\u00a0· ${placeOf(citation, words)}`);
  return h(
    "li",
    { class: "citation" },
    h("span", { class: "citation-number" }, String(citation.number)),
    h("blockquote", { lang: "ko" }, citation.quote),
    h("p", { class: "section-path", lang: "ko" }, pathOf(citation)),
    h("p", { class: "place" }, origin, open),
  );
}
