/** The list of this tab's conversations, and what can be done with them. */

import { Outcome } from "./blocks";
import type { Conversation } from "./conversation";
import { action, button, h } from "./dom";
import type { Words } from "./words/ko";

const LINES = "M5 7h14 M5 12h14 M5 17h9";

interface ShelfActions {
  readonly open: (conversation: Conversation) => void;
  readonly remove: (conversation: Conversation) => void;
  /** Returns whether the browser's memory could be switched. */
  readonly keep: (on: boolean) => boolean;
  readonly print: () => void;
  readonly saveMarkdown: () => void;
  readonly saveJson: () => void;
}

export class Shelf {
  /** The button that opens and closes the shelf. */
  readonly control: HTMLButtonElement;
  readonly root: HTMLElement;
  readonly #list = h("ul");
  readonly outcome = new Outcome();
  readonly #files: HTMLElement;
  #shown: readonly (Conversation | string)[] = [];

  constructor(
    private readonly words: Words,
    private readonly actions: ShelfActions,
    keeping: boolean,
  ) {
    this.control = action(words.conversations, LINES, () => this.#toggle());
    this.control.setAttribute("aria-expanded", "false");
    this.control.setAttribute("aria-controls", "shelf");
    this.#files = h(
      "div",
      { class: "choices" },
      h("p", { class: "eyebrow" }, words.thisConversation),
      button("quiet small", words.print, actions.print),
      button("quiet small", words.saveMarkdown, actions.saveMarkdown),
      button("quiet small", words.saveJson, actions.saveJson),
    );
    const label = { id: "shelf", class: "shelf", "aria-label": words.conversations, hidden: true };
    this.root = h("section", label, this.outcome.root, this.#list, this.#files, this.#memory(keeping));
  }

  /** Returns whether there was an open shelf to close. */
  close(): boolean {
    const wasOpen = this.hide();
    if (wasOpen) this.control.focus();
    return wasOpen;
  }

  /** As `close`, but leaves the focus where it is. */
  hide(): boolean {
    const wasOpen = !this.root.hidden;
    if (wasOpen) this.#toggle();
    return wasOpen;
  }

  show(conversations: readonly Conversation[], current: Conversation): void {
    this.#files.hidden = current.asked.length === 0;
    // A row that is made anew loses the focus.
    const toShow = [current, ...conversations.flatMap((each) => [each, each.title])];
    if (toShow.length === this.#shown.length && toShow.every((each, at) => each === this.#shown[at])) return;
    this.#shown = toShow;
    const rows = conversations
      .toReversed()
      .map((conversation) => this.#row(conversation, conversation === current));
    const none = h("li", { class: "notice" }, this.words.noConversations);
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [none]));
  }

  #toggle(): void {
    this.root.hidden = !this.root.hidden;
    this.control.setAttribute("aria-expanded", String(!this.root.hidden));
    this.outcome.tell("");
  }

  #row(conversation: Conversation, isCurrent: boolean): HTMLElement {
    const { words, actions } = this;
    const title = conversation.title;
    const open = button("entry", title, () => actions.open(conversation));
    open.setAttribute("aria-label", words.openConversation(title));
    open.lang = "ko";
    if (isCurrent) open.setAttribute("aria-current", "true");
    const remove = button("link", words.remove, (event) => {
      // The second click of a double click would hit the row that has moved up.
      if (event instanceof MouseEvent && event.detail > 1) return;
      actions.remove(conversation);
      // The button goes with its row; the reader stays in the list.
      this.control.focus();
    });
    remove.setAttribute("aria-label", words.removeConversation(title));
    return h("li", {}, open, remove);
  }

  #memory(keeping: boolean): HTMLElement {
    const box = h("input", { type: "checkbox", id: "keep", "aria-describedby": "keep-hint" });
    box.checked = keeping;
    box.addEventListener("change", () => {
      if (this.actions.keep(box.checked)) return;
      box.checked = false;
      this.outcome.tell(this.words.notKept);
    });
    return h(
      "div",
      { class: "memory" },
      h("label", { for: "keep" }, box, this.words.keep),
      h("p", { id: "keep-hint", class: "hint" }, this.words.keepHint),
    );
  }
}
