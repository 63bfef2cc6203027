/** Makes elements from text alone: nothing the service sends is ever read as markup. */

type Attribute = string | boolean | ((event: Event) => void);

/**
 * An element with its attributes and children. Strings become text; `onclick` and its like become listeners; a
 * true attribute is present without a value, a false one absent.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (typeof value === "string") node.setAttribute(name, value);
    else node.toggleAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** A button that does something here. */
export function button(className: string, label: string, onClick: (event: Event) => void): HTMLButtonElement {
  return h("button", { type: "button", class: className, onclick: onClick }, label);
}

/** A button with a picture, for the head of the chat; where there is little room only the picture is seen. */
export function action(label: string, path: string, onClick: (event: Event) => void): HTMLButtonElement {
  const control = button("quiet action", "", onClick);
  control.append(icon(path), h("span", {}, label));
  control.title = label;
  return control;
}

/** A picture beside or instead of a label, drawn with lines on a grid of 24 by 24; hidden from screen readers. */
export function icon(path: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

/** Whether the element that has the focus lies within `root`, shadow trees included. */
export function holdsFocus(root: HTMLElement): boolean {
  const scope = root.getRootNode() as Document | ShadowRoot;
  return scope.activeElement !== null && root.contains(scope.activeElement);
}

/**
 * Opens a dialog, or changes an open one, so that what lies below it is out of reach or not; the focus stays.
 * Returns whether anything had to be done.
 */
export function showAs(dialog: HTMLDialogElement, modal: boolean): boolean {
  if (dialog.open && dialog.matches(":modal") === modal) return false;
  const active = (dialog.getRootNode() as ShadowRoot).activeElement;
  dialog.close();
  if (modal) dialog.showModal();
  else dialog.show();
  if (active instanceof HTMLElement) active.focus({ preventScroll: true });
  return true;
}
