/** The custom element: a shadow tree that nothing outside reaches into, with the chat in a panel or filling the page. */

import { Api, type Citation } from "./api";
import { Chat } from "./chat";
import { action, button, h, holdsFocus, icon, showAs } from "./dom";
import { offer, withdraw } from "./global";
import { CHANGEABLE, readSettings, type Settings } from "./settings";
import type { Annotate } from "./source";
import base from "./styles/base.css?inline";
import chat from "./styles/chat.css?inline";
import composer from "./styles/composer.css?inline";
import evidence from "./styles/evidence.css?inline";
import frame from "./styles/frame.css?inline";
import print from "./styles/print.css?inline";
import shelf from "./styles/shelf.css?inline";
import source from "./styles/source.css?inline";
import tools from "./styles/tools.css?inline";
import turns from "./styles/turns.css?inline";
import { printAlone } from "./taking";

/** In the order in which they build on one another. */
const STYLES = [base, chat, turns, evidence, tools, shelf, composer, source, frame, print];
const SPEECH = "M4 5.5h16v11H10.5L6 20v-3.5H4z M8 9.5h8 M8 12.5h5";
const CROSS = "M6 6l12 12 M18 6L6 18";
const DARK = "(prefers-color-scheme: dark)";
const PHONE = "(max-width: 30rem), (max-height: 26rem)";
const WIDE = "(min-width: 64rem)";

/** The element's class; `home` is where its script came from. */
export function chatElement(home: URL): CustomElementConstructor {
  return class MundapChat extends HTMLElement {
    static readonly observedAttributes = CHANGEABLE;
    #view: View | null = null;

    connectedCallback(): void {
      this.#view ??= new View(this, readSettings(this.dataset, home));
      this.#view.enter();
      offer();
    }

    disconnectedCallback(): void {
      this.#view?.leave();
      withdraw();
    }

    attributeChangedCallback(): void {
      this.#view?.apply(readSettings(this.dataset, home));
    }

    /** Opens the panel. */
    open(): void {
      this.#view?.open();
    }

    /** Closes the panel. */
    close(): void {
      this.#view?.close();
    }

    /** Opens the panel and asks. */
    ask(question: string): void {
      this.#view?.open();
      this.#view?.chat.ask(question);
    }

    /** Opens the source of a citation, the panel or not; `opener` gets the focus back. */
    show(citation: Citation, opener: HTMLElement): void {
      this.#view?.chat.source.open(citation, opener);
    }

    /** What the page marks in a source. */
    set annotate(annotate: Annotate) {
      if (this.#view) this.#view.chat.source.annotate = annotate;
    }
  };
}

class View {
  readonly chat: Chat;
  readonly #root: HTMLElement;
  readonly #title: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #launcher: HTMLButtonElement;
  readonly #launcherLabel = h("span");
  readonly #closeButton: HTMLButtonElement;
  readonly #dark = matchMedia(DARK);
  readonly #phone = matchMedia(PHONE);
  readonly #wide = matchMedia(WIDE);
  readonly #mode: Settings["mode"];
  #settings: Settings;

  constructor(host: HTMLElement, settings: Settings) {
    const { api, words, mode } = settings;
    this.#settings = settings;
    this.#mode = mode;
    const headingTag = mode === "page" ? "h2" : "h3";
    const isSourceOver = () => !this.#wide.matches;
    this.chat = new Chat(new Api(api, words, settings.documents), words, headingTag, isSourceOver, () =>
      printAlone(host),
    );
    this.#title = h(mode === "page" ? "h1" : "h2", { id: "title" });
    this.#closeButton = action(words.close, CROSS, () => this.close());
    this.#panel = mode === "page" ? h("main", { class: "panel" }, ...this.#content()) : this.#makeDialog();
    this.#panel.addEventListener("scroll", this.chat.place.note, { passive: true });
    this.#launcher = button("launcher", "", () => this.open());
    this.#launcher.append(icon(SPEECH), this.#launcherLabel);
    this.#launcher.setAttribute("aria-haspopup", "dialog");
    const parts = [...(mode === "widget" ? [this.#launcher] : []), this.#panel, this.chat.source.root];
    this.#root = h("div", { class: "mundap", lang: words.lang }, ...parts);
    if (mode === "widget") this.#keepKeys();
    this.apply(settings);
    this.#attach(host);
  }

  /** Takes over what may be changed later. */
  apply({ title, side, theme }: Settings): void {
    this.#settings = { ...this.#settings, title, side, theme };
    const { words } = this.#settings;
    this.#title.textContent = title;
    this.#launcherLabel.textContent = title;
    this.#launcher.setAttribute("aria-label", words.openChat(title));
    this.#closeButton.setAttribute("aria-label", words.closeChat(title));
    this.#root.dataset.mode = this.#mode;
    this.#root.dataset.side = side;
    this.#adapt();
  }

  enter(): void {
    for (const query of [this.#dark, this.#phone, this.#wide]) query.addEventListener("change", this.#adapt);
    if (this.#mode !== "page") return;
    document.addEventListener("keydown", this.#leaveOnEscape);
    this.chat.intro.complete();
  }

  /** Leaves nothing behind in the page. */
  leave(): void {
    for (const query of [this.#dark, this.#phone, this.#wide])
      query.removeEventListener("change", this.#adapt);
    if (this.#mode === "page") document.removeEventListener("keydown", this.#leaveOnEscape);
    this.chat.leave();
  }

  open(): void {
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    // On a phone the panel covers the page, which must be out of reach then.
    showAs(dialog, this.#phone.matches);
    this.#launcher.hidden = true;
    this.chat.intro.complete();
    this.chat.composer.box.focus();
  }

  /** Returns whether there was an open panel to close. */
  close(): boolean {
    const dialog = this.#dialog;
    if (!dialog?.open) return false;
    const returns = holdsFocus(this.#root);
    this.chat.source.close();
    dialog.close();
    this.#offerLauncher(returns);
    return true;
  }

  /** The panel of a widget; null on a page. */
  get #dialog(): HTMLDialogElement | null {
    return this.#panel instanceof HTMLDialogElement ? this.#panel : null;
  }

  #offerLauncher(focus: boolean): void {
    if (!this.#launcher.hidden) return;
    this.#launcher.hidden = false;
    if (focus) this.#launcher.focus();
  }

  /** Follows the reader's system and window. */
  readonly #adapt = (): void => {
    const { theme } = this.#settings;
    const isDark = theme === "auto" ? this.#dark.matches : theme === "dark";
    this.#root.dataset.theme = isDark ? "dark" : "light";
    const dialog = this.#dialog;
    // What opens last lies on top: the panel, opened anew, would cover its source.
    const isCovered = dialog?.open ? showAs(dialog, this.#phone.matches) : false;
    this.chat.source.adapt(isCovered);
  };

  /** What is typed into a box is no shortcut of the page that embeds the widget. */
  #keepKeys(): void {
    this.#root.addEventListener("keydown", this.#leaveOnEscape);
    const keep = (event: Event) => {
      if (event.target instanceof HTMLTextAreaElement) event.stopPropagation();
    };
    for (const type of ["keydown", "keypress", "keyup"]) this.#root.addEventListener(type, keep);
  }

  /** Escape takes away one thing at a time, the topmost first. */
  readonly #leaveOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    const { preview, source, shelf } = this.chat;
    if (!(preview.hide() || source.close() || shelf.close() || this.close())) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #makeDialog(): HTMLDialogElement {
    const dialog = h("dialog", { class: "panel", "aria-labelledby": "title" }, ...this.#content());
    // A phone's own way back closes it too.
    dialog.addEventListener("close", () => {
      const { host } = dialog.getRootNode() as ShadowRoot;
      const isElsewhere = ![document.body, host].includes(document.activeElement as HTMLElement);
      if (!dialog.open) this.#offerLauncher(!isElsewhere);
    });
    return dialog;
  }

  #content(): HTMLElement[] {
    const { shelf, startOver, reading, composer, preview, announcer } = this.chat;
    const { words, guide } = this.#settings;
    const tagline = h("p", { class: "tagline" }, words.tagline);
    const leads =
      this.#mode === "page" && guide ? [h("a", { class: "guide", href: guide }, words.guide)] : [];
    const closing = this.#mode === "page" ? [] : [this.#closeButton];
    const actions = h("div", { class: "actions" }, shelf.control, startOver, ...closing);
    const head = h("header", { class: "masthead" }, h("div", {}, this.#title, tagline, ...leads), actions);
    return [head, shelf.root, reading, composer.root, preview.root, announcer];
  }

  #attach(host: HTMLElement): void {
    const tree = host.attachShadow({ mode: "open" });
    // Constructed sheets need no permission of the page's policy.
    tree.adoptedStyleSheets = STYLES.map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
    tree.append(this.#root);
  }
}
