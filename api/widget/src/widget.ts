/** The script behind the one tag: defines the element, and puts one into a page that has none. */

import { chatElement } from "./element";

const NAME = "mundap-chat";

interface ChatElement extends HTMLElement {
  open(): void;
  close(): void;
  ask(question: string): void;
}

const script = document.currentScript as HTMLScriptElement | null;
const home = new URL(".", script?.src || document.baseURI);

function place(): ChatElement {
  const present = document.querySelector<ChatElement>(NAME);
  if (present) return present;
  const element = document.createElement(NAME) as ChatElement;
  Object.assign(element.dataset, script?.dataset);
  document.body.append(element);
  return element;
}

function start(): void {
  customElements.define(NAME, chatElement(home));
  const element = place();
  // What a page's own buttons may call.
  const mundap = Object.freeze({
    open: () => element.open(),
    close: () => element.close(),
    ask: (question: string) => element.ask(question),
  });
  Object.defineProperty(window, "mundap", { value: mundap, configurable: true });
}

// A page may name the tag twice, by a template and by hand.
if (!customElements.get(NAME)) {
  if (document.readyState === "loading" && !script?.defer)
    addEventListener("DOMContentLoaded", start, { once: true });
  else start();
}
