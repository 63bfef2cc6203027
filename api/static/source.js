/** The source panel: the whole document with the cited words marked. */

import { Failure, failureFrom, fetchText } from "./api.js";
import { pathOf, placeOf } from "./answer.js";
import { button, element, failureBox } from "./dom.js";

/** @typedef {import("./api.js").Citation} Citation */

const WIDE = matchMedia("(min-width: 68rem)");

export class SourcePanel {
  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    this.title = find(dialog, "#source-title");
    this.section = find(dialog, "#source-section");
    this.place = find(dialog, "#source-place");
    this.notice = find(dialog, "#source-notice");
    this.text = find(dialog, "#source-text");
    /** @type {Map<string, string>} */
    this.texts = new Map();
    /** @type {Citation | null} */
    this.shown = null;
    /** @type {HTMLElement | null} */
    this.opener = null;

    find(dialog, "#source-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => this.#returnFocus());
    // A panel beside the chat is not modal, so Escape is ours to handle.
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing && dialog.open) dialog.close();
    });
  }

  /**
   * @param {Citation} citation
   * @param {HTMLElement} opener gets the focus back
   * @returns {Promise<void>}
   */
  async open(citation, opener) {
    this.opener = opener;
    this.shown = citation;
    this.#showHeading(citation);
    this.#show();
    await this.#load(citation);
  }

  close() {
    this.dialog.close();
  }

  #show() {
    if (!this.dialog.open) {
      // Beside the chat both stay usable; over the chat, what is below must be out of reach.
      if (WIDE.matches) this.dialog.show();
      else this.dialog.showModal();
    }
    this.title.focus({ preventScroll: true });
  }

  #returnFocus() {
    this.shown = null;
    this.opener?.focus();
    this.opener = null;
  }

  /** @param {Citation} citation */
  #showHeading(citation) {
    this.title.textContent = citation.document_title;
    this.section.textContent = pathOf(citation);
    this.place.textContent = `근거 ${citation.number} · ${placeOf(citation)}`;
  }

  /**
   * @param {Citation} citation
   * @returns {Promise<void>}
   */
  async #load(citation) {
    this.text.replaceChildren();
    this.notice.replaceChildren(element("p", "notice", "원문을 불러오는 중입니다."));
    try {
      const text = await this.#textOf(citation);
      // The reader may have opened another one, or closed the panel, in the meantime.
      if (this.shown === citation) this.#showText(text, citation);
    } catch (error) {
      if (this.shown === citation) this.#showFailure(failureFrom(error), citation);
    }
  }

  /**
   * @param {Citation} citation
   * @returns {Promise<string>}
   */
  async #textOf({ document_id, revision }) {
    const key = `${document_id} ${revision}`;
    const text = this.texts.get(key) ?? (await fetchText(document_id));
    this.texts.set(key, text);
    return text;
  }

  /**
   * @param {string} text
   * @param {Citation} citation
   */
  #showText(text, citation) {
    const start = unitOffset(text, citation.start);
    const end = unitOffset(text, citation.end);
    const mark = element("mark", "", text.slice(start, end));
    this.notice.replaceChildren();
    if (mark.textContent !== citation.quote) {
      // Marking other words than those that were cited would be worse than marking none.
      this.notice.append(
        element("p", "notice", "답변 뒤에 문서가 바뀌어 인용한 위치를 표시하지 못합니다. 지금의 원문입니다."),
      );
      this.text.replaceChildren(text);
      return;
    }
    this.text.replaceChildren(text.slice(0, start), mark, text.slice(end));
    // Not scrollIntoView: that would move the chat behind the panel as well.
    this.text.scrollTop = mark.offsetTop - this.text.clientHeight / 3;
  }

  /**
   * @param {Failure} failure
   * @param {Citation} citation
   */
  #showFailure(failure, citation) {
    const retry = button("quiet", "다시 시도", () => {
      this.title.focus();
      this.#load(citation);
    });
    const box = failureBox(failure);
    box.append(retry);
    this.notice.replaceChildren(box);
  }
}

/**
 * Where a code point offset lies in a JavaScript string, which counts UTF-16 units.
 * @param {string} text
 * @param {number} codePoints
 * @returns {number}
 */
function unitOffset(text, codePoints) {
  let unit = 0;
  for (let count = 0; count < codePoints; count += 1) {
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  }
  return unit;
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}
