/** What a page's own buttons may call, for as long as there is a chat in the page: the one name that is left in it. */

import type { Citation } from "./api";
import type { Annotate } from "./source";

export const NAME = "mundap-chat";

interface ChatElement extends HTMLElement {
  open(): void;
  close(): void;
  ask(question: string): void;
  show(citation: Citation, opener: HTMLElement): void;
  annotate: Annotate;
}

declare global {
  interface Window {
    mundap?: Readonly<Pick<ChatElement, "open" | "close" | "ask" | "show">>;
  }
  interface HTMLElementTagNameMap {
    [NAME]: ChatElement;
  }
}

const chat = () => document.querySelector(NAME);
const mundap = Object.freeze({
  open: () => chat()?.open(),
  close: () => chat()?.close(),
  ask: (question: string) => chat()?.ask(question),
  show: (citation: Citation, opener: HTMLElement) => chat()?.show(citation, opener),
});

export function offer(): void {
  window.mundap = mundap;
}

/** Takes the name away with the last chat. */
export function withdraw(): void {
  if (!chat()) delete window.mundap;
}
