/** Makes elements from text alone, so that nothing the service sends is ever read as markup. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, className = "", text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

/**
 * @param {string} className
 * @param {string} label
 * @param {(event: MouseEvent) => void} onClick
 * @returns {HTMLButtonElement}
 */
export function button(className, label, onClick) {
  const node = element("button", className, label);
  node.type = "button";
  node.addEventListener("click", onClick);
  return node;
}

/**
 * A labelled list of questions to click.
 * @param {string} label
 * @param {string[]} questions
 * @param {(question: string) => void} onAsk
 * @returns {HTMLElement}
 */
export function suggestionList(label, questions, onAsk) {
  const section = element("section", "suggestions");
  section.setAttribute("aria-label", label);
  const list = element("ul");
  for (const question of questions) {
    const item = element("li");
    item.append(button("suggestion", question, () => onAsk(question)));
    list.append(item);
  }
  section.append(element("p", "eyebrow", label), list);
  return section;
}

/**
 * What went wrong, announced at once.
 * @param {import("./api.js").Failure} failure
 * @returns {HTMLElement}
 */
export function failureBox(failure) {
  const box = element("div", "failure");
  box.setAttribute("role", "alert");
  box.append(element("p", "failure-title", failure.title));
  if (failure.detail) box.append(element("p", "", failure.detail));
  if (failure.instance) box.append(element("p", "failure-number", `오류번호 ${failure.instance}`));
  return box;
}
