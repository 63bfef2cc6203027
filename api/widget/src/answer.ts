/** Turns answer text into paragraphs, lists and citation chips while it is still arriving. */

import type { Citation } from "./api";
import { h } from "./dom";

// What could still become a line start, a list item or a mark when more text comes.
const UNDECIDED = /(?:\n(?:- ?)?| ?\[\d*| )$/;
const TOKENS = /(\n(?:- )?| ?\[\d+\])/;

/** Grows by appending only, so that a chip keeps its focus while the rest of the answer arrives. */
export class AnswerText {
  /** All that has been appended. */
  text = "";
  readonly #citations = new Map<number, Citation>();
  #line: HTMLElement;
  // The start of the text is the start of a line.
  #held = "\n";

  /** @param makeChip gives what stands in the text for the mark of a citation */
  constructor(
    private readonly root: HTMLElement,
    private readonly makeChip: (citation: Citation) => HTMLElement,
  ) {
    this.#line = root;
  }

  addCitation(citation: Citation): void {
    this.#citations.set(citation.number, citation);
  }

  append(delta: string): void {
    this.text += delta;
    const arrived = this.#held + delta;
    const undecided = arrived.search(UNDECIDED);
    const end = undecided < 0 ? arrived.length : undecided;
    this.#held = arrived.slice(end);
    this.#place(arrived.slice(0, end));
  }

  end(): void {
    this.#place(this.#held);
    this.#held = "";
  }

  #place(text: string): void {
    for (const token of text.split(TOKENS)) {
      if (token.startsWith("\n")) this.#startLine(token === "\n- ");
      else if (/^ ?\[\d+\]$/.test(token)) this.#addChip(token);
      else if (token) this.#line.append(token);
    }
  }

  #startLine(isItem: boolean): void {
    this.#line = h(isItem ? "li" : "p");
    if (!isItem) {
      this.root.append(this.#line);
      return;
    }
    const last = this.root.lastElementChild;
    const list = last instanceof HTMLUListElement ? last : h("ul");
    list.append(this.#line);
    this.root.append(list);
  }

  #addChip(mark: string): void {
    const citation = this.#citations.get(Number(mark.match(/\d+/)?.[0]));
    // A number that leads nowhere must not look like evidence.
    if (!citation) return;
    const before = this.#takeLastCharacter() + (mark.startsWith(" ") ? " " : "");
    this.#line.append(h("span", { class: "with-chip" }, before, this.makeChip(citation)));
  }

  /** The character before a chip moves in with it, so that no chip stands alone at the start of a line. */
  #takeLastCharacter(): string {
    const before = this.#line.lastChild;
    if (!(before instanceof Text)) return "";
    const last = [...before.data].pop() ?? "";
    before.data = before.data.slice(0, before.data.length - last.length);
    return last;
  }
}
