/** Citations as the reader meets them: chips in the text, a card at hover or focus, and a list under the answer. */

import type { Citation } from "./api";
import { labelled } from "./blocks";
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
    // Not when the chip comes to lie under a resting pointer; and a finger's tap opens the source itself.
    chip.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch" && this.#chip !== chip) this.#show(chip, citation);
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
    const highest = (this.#chip?.closest(".reading")?.getBoundingClientRect().top ?? 0) + GAP_PX;
    const below = Math.max(GAP_PX, Math.min(chip.bottom + GAP_PX, innerHeight - height - GAP_PX));
    this.root.style.left = `${left}px`;
    this.root.style.top = `${above >= highest ? above : below}px`;
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
  const items = citations.map((citation, at) => citationItem(citation, citations[at - 1], words, onOpen));
  return labelled("citations", label, h("ol", {}, ...items));
}

/** A citation in full, but for a heading path that already stands above the one before it. */
function citationItem(
  citation: Citation,
  before: Citation | undefined,
  words: Words,
  onOpen: OpenSource,
): HTMLElement {
  const open = button("link", words.seeSource, () => onOpen(citation, open));
  open.setAttribute("aria-label", words.seeSourceOf(citation.number));
  const isSame = before?.document_id === citation.document_id && pathOf(before) === pathOf(citation);
  const path = isSame ? [] : [h("p", { class: "section-path", lang: "ko" }, pathOf(citation))];
  const title = isSame ? "" : `${citation.document_title}\u00a0· `;
  const origin = h("p", { class: "place" }, h("span", {}, title + placeOf(citation, words)), open);
  const number = h("span", { class: "citation-number" }, String(citation.number));
  return h(
    "li",
    { class: "citation" },
    number,
    h("blockquote", { lang: "ko" }, citation.quote),
    ...path,
    origin,
  );
}
