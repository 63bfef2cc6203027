/** The words that a document explains, marked where it uses them. */

import { button, h } from "../dom";

/** Characters before a word is marked again: about a page, so that a text does not bristle with marks. */
const APART = 1500;

/** The terms of the page and their meanings. */
export function termsOf(page: ParentNode): Map<string, string> {
  const entries = [...page.querySelectorAll(".terms > div")];
  const text = (entry: Element, tag: string) => entry.querySelector(tag)?.textContent?.trim() ?? "";
  return new Map(entries.map((entry) => [text(entry, "dt"), text(entry, "dd")]));
}

/** The text with its terms as buttons that unfold their meaning. */
export function glossed(text: string, terms: ReadonlyMap<string, string>): (Node | string)[] {
  return pieces(text, [...terms.keys()]).map(({ text, isTerm }) =>
    isTerm ? marked(text, terms.get(text) ?? "") : text,
  );
}

interface Piece {
  readonly text: string;
  readonly isTerm: boolean;
}

/** A text cut at the terms that are to be marked in it; nothing of it is lost. */
export function pieces(text: string, names: readonly string[]): Piece[] {
  const found: Piece[] = [];
  const marked = new Map<string, number>();
  let from = 0;
  for (const match of text.matchAll(patternOf(names))) {
    const [name] = match;
    const at = match.index;
    if (at - (marked.get(name) ?? -APART) < APART) continue;
    marked.set(name, at);
    found.push({ text: text.slice(from, at), isTerm: false }, { text: name, isTerm: true });
    from = at + name.length;
  }
  return [...found, { text: text.slice(from), isTerm: false }];
}

/** The longest term first; none within another word, though particles may follow it. */
function patternOf(names: readonly string[]): RegExp {
  const longest = [...names].sort((one, other) => other.length - one.length);
  const escaped = longest.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?<![가-힣A-Za-z0-9])(?:${escaped.join("|")})`, "g");
}

function marked(name: string, meaning: string): HTMLElement {
  const note = h("span", { class: "meaning", role: "note", hidden: true }, meaning);
  const control = button("term", name, () => {
    note.hidden = !note.hidden;
    control.setAttribute("aria-expanded", String(!note.hidden));
  });
  control.setAttribute("aria-expanded", "false");
  control.title = meaning;
  return h("span", {}, control, note);
}
