/** The script behind the one tag: defines the element, and puts one into a page that has none. */

import { chatElement } from "./element";
import { NAME } from "./global";

const script = document.currentScript as HTMLScriptElement | null;
const home = new URL(".", script?.src || document.baseURI);

function start(): void {
  customElements.define(NAME, chatElement(home));
  if (document.querySelector(NAME)) return;
  const element = document.createElement(NAME);
  Object.assign(element.dataset, script?.dataset);
  document.body.append(element);
}

// A page may name the tag twice, by a template and by hand.
if (!customElements.get(NAME)) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start, { once: true });
  else start();
}
