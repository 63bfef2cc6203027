/** Turns answer text into paragraphs, lists and citation chips while it is still arriving. */

import { button, element } from "./dom.js";

/** @typedef {import("./api.js").Citation} Citation */

// What could still become a line start, a list item or a mark when more text comes.
const UNDECIDED = /(?:\n(?:- ?)?| ?\[\d*| )$/;
const TOKENS = /(\n(?:- )?| ?\[\d+\])/;

/** Grows by appending only, so that a chip keeps its focus while the rest of the answer arrives. */
export class AnswerText {
  /**
   * @param {HTMLElement} root
   * @param {(citation: Citation, opener: HTMLElement) => void} onOpen
   */
  constructor(root, onOpen) {
    this.root = root;
    this.onOpen = onOpen;
    this.text = "";
    /** @type {Map<number, Citation>} */
    this.citations = new Map();
    /** @type {HTMLElement} */
    this.line = root;
    // The start of the text is the start of a line.
    this.held = "\n";
  }

  /** @param {Citation} citation */
  addCitation(citation) {
    this.citations.set(citation.number, citation);
  }

  /** @param {string} delta */
  append(delta) {
    this.text += delta;
    const arrived = this.held + delta;
    const decided = arrived.search(UNDECIDED);
    const end = decided < 0 ? arrived.length : decided;
    this.held = arrived.slice(end);
    this.#place(arrived.slice(0, end));
  }

  end() {
    this.#place(this.held);
    this.held = "";
  }

  /** @param {string} text */
  #place(text) {
    for (const token of text.split(TOKENS)) {
      if (token.startsWith("\n")) this.#startLine(token === "\n- ");
      else if (/^ ?\[\d+\]$/.test(token)) this.#addChip(token);
      else if (token) this.line.append(token);
    }
  }

  /** @param {boolean} isItem */
  #startLine(isItem) {
    this.line = element(isItem ? "li" : "p");
    if (!isItem) {
      this.root.append(this.line);
      return;
    }
    const last = this.root.lastElementChild;
    const list = last instanceof HTMLUListElement ? last : element("ul");
    list.append(this.line);
    this.root.append(list);
  }

  /** @param {string} mark */
  #addChip(mark) {
    const citation = this.citations.get(Number(mark.match(/\d+/)?.[0]));
    // A number that leads nowhere must not look like evidence.
    if (!citation) return;
    const chip = button("chip", String(citation.number), () => this.onOpen(citation, chip));
    chip.setAttribute("aria-label", `근거 ${citation.number}: ${citation.section.join(" › ")}`);
    const group = element("span", "with-chip", this.#takeLastCharacter() + (mark.startsWith(" ") ? " " : ""));
    group.append(chip);
    this.line.append(group);
  }

  /**
   * The character before a chip moves in with it, so that no chip stands alone at the start of a line.
   * @returns {string}
   */
  #takeLastCharacter() {
    const before = this.line.lastChild;
    if (!(before instanceof Text)) return "";
    const last = [...before.data].pop() ?? "";
    before.data = before.data.slice(0, before.data.length - last.length);
    return last;
  }
}

/**
 * @param {Citation[]} citations
 * @param {string} label
 * @param {(citation: Citation, opener: HTMLElement) => void} onOpen
 * @returns {HTMLElement}
 */
export function citationList(citations, label, onOpen) {
  const section = element("section", "citations");
  section.setAttribute("aria-label", label);
  const list = element("ol");
  for (const citation of citations) list.append(citationItem(citation, onOpen));
  section.append(element("p", "eyebrow", label), list);
  return section;
}

/**
 * @param {Citation} citation
 * @param {(citation: Citation, opener: HTMLElement) => void} onOpen
 * @returns {HTMLElement}
 */
function citationItem(citation, onOpen) {
  const item = element("li", "citation");
  const open = button("link", "원문 보기", () => onOpen(citation, open));
  open.setAttribute("aria-label", `근거 ${citation.number} 원문 보기`);
  const origin = element("p", "place", `${citation.document_title}\u00a0· ${placeOf(citation)}`);
  origin.append(open);
  item.append(
    element("span", "citation-number", String(citation.number)),
    element("blockquote", "", citation.quote),
    element("p", "section-path", pathOf(citation)),
    origin,
  );
  return item;
}

/**
 * @param {Citation} citation
 * @returns {string} the heading path, with no separator at the start of a line
 */
export function pathOf({ section }) {
  return section.join("\u00a0› ");
}

/**
 * @param {Citation} citation
 * @returns {string} "3쪽", "25행" or "25–26행"
 */
export function placeOf({ page, line_start, line_end }) {
  if (page !== null) return `${page}쪽`;
  return line_start === line_end ? `${line_start}행` : `${line_start}–${line_end}행`;
}
