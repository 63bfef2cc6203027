/** The custom element: a shadow tree that nothing outside reaches into, with the chat in a panel or filling the page. */

import { Api } from "./api";
import { Chat } from "./chat";
import { action, button, h, holdsFocus, icon } from "./dom";
import { ATTRIBUTES, readSettings, type Settings } from "./settings";
import base from "./styles/base.css?inline";
import chat from "./styles/chat.css?inline";
import frame from "./styles/frame.css?inline";
import print from "./styles/print.css?inline";
import source from "./styles/source.css?inline";
import { printAlone } from "./taking";

const SPEECH = "M4 5.5h16v11H10.5L6 20v-3.5H4z M8 9.5h8 M8 12.5h5";
const CROSS = "M6 6l12 12 M18 6L6 18";
const PHONE = "(max-width: 30rem), (max-height: 26rem)";

/** The element's class; `home` is where its script came from. */
export function chatElement(home: URL): CustomElementConstructor {
  return class MundapChat extends HTMLElement {
    static readonly observedAttributes = ATTRIBUTES;
    #view: View | null = null;

    connectedCallback(): void {
      this.#view ??= new View(this, readSettings(this.dataset, home));
      this.#view.enter();
    }

    disconnectedCallback(): void {
      this.#view?.leave();
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
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #mode: Settings["mode"];
  #settings: Settings;

  constructor(host: HTMLElement, settings: Settings) {
    const { words, mode } = settings;
    this.#settings = settings;
    this.#mode = mode;
    this.chat = new Chat(new Api(settings.api, words), words, mode === "page" ? "h2" : "h3", () =>
      printAlone(host),
    );
    this.#title = h(mode === "page" ? "h1" : "h2", { id: "title" });
    this.#closeButton = action(words.close, CROSS, () => this.close());
    this.#panel = this.#makePanel();
    this.#launcher = button("launcher", "", () => this.open());
    this.#launcher.append(icon(SPEECH), this.#launcherLabel);
    this.#launcher.setAttribute("aria-haspopup", "dialog");
    const beside = mode === "widget" ? [this.#launcher] : [];
    this.#root = h(
      "div",
      { class: "mundap", lang: words.lang },
      ...beside,
      this.#panel,
      this.chat.source.root,
    );
    this.#root.addEventListener("keydown", (event) => this.#leaveOnEscape(event));
    this.apply(settings);
    this.#attach(host);
  }

  apply(settings: Settings): void {
    const { title, words, side } = settings;
    this.#settings = settings;
    this.#title.textContent = title;
    this.#launcherLabel.textContent = title;
    this.#launcher.setAttribute("aria-label", words.openChat(title));
    this.#closeButton.setAttribute("aria-label", words.closeChat(title));
    this.#root.dataset.mode = this.#mode;
    this.#root.dataset.side = side;
    this.#applyTheme();
  }

  enter(): void {
    this.#dark.addEventListener("change", this.#applyTheme);
  }

  /** Leaves nothing behind in the page. */
  leave(): void {
    this.#dark.removeEventListener("change", this.#applyTheme);
    this.chat.leave();
  }

  open(): void {
    if (!(this.#panel instanceof HTMLDialogElement) || this.#panel.open) return;
    // On a phone the panel covers the page, which must be out of reach then.
    if (matchMedia(PHONE).matches) this.#panel.showModal();
    else this.#panel.show();
    this.#launcher.hidden = true;
    this.chat.composer.box.focus();
  }

  close(): boolean {
    if (!(this.#panel instanceof HTMLDialogElement) || !this.#panel.open) return false;
    const returns = holdsFocus(this.#root);
    this.chat.source.close();
    this.#panel.close();
    this.#launcher.hidden = false;
    if (returns) this.#launcher.focus();
    return true;
  }

  readonly #applyTheme = (): void => {
    const { theme } = this.#settings;
    const isDark = theme === "auto" ? this.#dark.matches : theme === "dark";
    this.#root.dataset.theme = isDark ? "dark" : "light";
  };

  #makePanel(): HTMLElement {
    const { chat } = this;
    const isPage = this.#mode === "page";
    const tagline = h("p", { class: "tagline" }, this.#settings.words.tagline);
    const closing = isPage ? [] : [this.#closeButton];
    const actions = h("div", { class: "actions" }, chat.shelf.control, chat.startOver, ...closing);
    const head = h("header", { class: "masthead" }, h("div", {}, this.#title, tagline), actions);
    const content = [
      head,
      chat.shelf.root,
      chat.reading,
      chat.composer.root,
      chat.preview.root,
      chat.announcer,
    ];
    return isPage
      ? h("main", { class: "panel" }, ...content)
      : h("dialog", { class: "panel", "aria-labelledby": "title" }, ...content);
  }

  /** Escape takes away one thing at a time, the topmost first. */
  #leaveOnEscape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    const { preview, source, shelf } = this.chat;
    if (!(preview.hide() || source.close() || shelf.close() || this.close())) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #attach(host: HTMLElement): void {
    const tree = host.attachShadow({ mode: "open" });
    // Constructed sheets need no permission of the page's policy.
    tree.adoptedStyleSheets = [base, chat, source, frame, print].map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
    tree.append(this.#root);
  }
}
