/** Taking text out of the page: to the clipboard, to a file, to the printer. */

import { h } from "./dom";

/** Returns whether `text` is on the clipboard now; `near` is an element in whose place something may be selected. */
export async function copy(text: string, near: HTMLElement): Promise<boolean> {
  // The modern way exists only on https and localhost; offices often serve plain http.
  if (navigator.clipboard) {
    const written = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (written) return true;
  }
  const carrier = h("textarea", { class: "visually-hidden", "aria-hidden": "true", tabindex: "-1" });
  carrier.value = text;
  near.after(carrier);
  carrier.select();
  const copied = document.execCommand("copy");
  carrier.remove();
  near.focus();
  return copied;
}

/** Lets the browser save `text` as a file. */
export function save(text: string, fileName: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  h("a", { href: address, download: fileName }).click();
  // Safari reads it only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Prints `element` alone, wherever in the page it stands. */
export function printAlone(element: HTMLElement): void {
  // A constructed sheet: the page's own policy may forbid any other.
  const alone = new CSSStyleSheet();
  alone.replaceSync(
    "@media print { body :not([data-printing], :has([data-printing])) { display: none !important } }",
  );
  element.toggleAttribute("data-printing", true);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, alone];
  const restore = () => {
    element.removeAttribute("data-printing");
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== alone);
  };
  addEventListener("afterprint", restore, { once: true });
  print();
}
