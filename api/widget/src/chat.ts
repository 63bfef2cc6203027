/** The chat: sends questions, shows their turns, and keeps the conversations of this tab apart. */

import { type Answer, type Api, Failure } from "./api";
import { receive } from "./asking";
import { Composer } from "./composer";
import { Conversation, Memory } from "./conversation";
import { action, h } from "./dom";
import { Preview } from "./evidence";
import { ReadersPlace } from "./place";
import { Shelf } from "./shelf";
import { SourcePanel } from "./source";
import { save } from "./taking";
import { failureBox, suggestionList, Turn, type TurnContext } from "./turn";
import type { Words } from "./words/ko";
import { jsonOf, markdownOf, spoken } from "./writing";

const TIME_LIMIT_SECONDS = 60;
const INTRO_SUGGESTIONS = 6;
const PLUS = "M12 5v14 M5 12h14";
const STOPPED = Symbol("stopped by the reader");

export class Chat {
  /** What scrolls: introduction and transcript. */
  readonly reading: HTMLElement;
  readonly composer: Composer;
  readonly shelf: Shelf;
  readonly source: SourcePanel;
  readonly preview = new Preview();
  readonly startOver: HTMLButtonElement;
  /** The one live region: a transcript that is read out while it grows is read out in scraps. */
  readonly announcer = h("p", { class: "visually-hidden", role: "status" });
  readonly #alert = h("div", { class: "page-alert", role: "alert" });
  readonly #transcript: HTMLElement;
  readonly #intro: HTMLElement;
  readonly #place: ReadersPlace;
  readonly #memory: Memory;
  readonly #turnContext: TurnContext;
  readonly #conversations: Conversation[];
  #current = new Conversation();
  #inFlight: AbortController | null = null;

  constructor(
    private readonly api: Api,
    private readonly words: Words,
    headingTag: "h2" | "h3",
    print: () => void,
  ) {
    // Whoever comes back from the source has just read what the card would say.
    this.source = new SourcePanel(api, words, () => this.preview.hide());
    this.#memory = new Memory(api.home);
    this.#conversations = [...this.#memory.recall(), this.#current];
    this.#intro = h(
      "section",
      { class: "intro", "aria-labelledby": "intro-title" },
      h(headingTag, { id: "intro-title" }, words.introTitle),
      h("p", {}, words.intro),
    );
    this.#transcript = h("div", { role: "log", "aria-live": "off", "aria-label": words.transcript });
    this.reading = h("div", { class: "reading" }, this.#alert, this.#intro, this.#transcript);
    this.#place = new ReadersPlace(this.reading, words.toEnd, () =>
      this.composer.box.focus({ preventScroll: true }),
    );
    const stop = () => this.#inFlight?.abort(STOPPED);
    this.composer = new Composer(words, (question) => this.ask(question), stop, this.#place.toEnd);
    this.startOver = action(words.newConversation, PLUS, () => this.#begin());
    this.startOver.hidden = true;
    this.shelf = this.#makeShelf(print);
    this.#turnContext = {
      api,
      words,
      headingTag,
      preview: this.preview,
      openSource: this.source.open,
      ask: (question) => this.#askFromButton(question),
      retry: (turn) => this.#retry(turn),
    };
    this.#showShelf();
    this.#suggest();
  }

  /** Asks a question in the current conversation; nothing happens while another one is being answered. */
  ask(question: string): void {
    if (this.#inFlight) return;
    this.#current.turns.at(-1)?.retire();
    this.#alert.replaceChildren();
    this.shelf.hide();
    const turn = new Turn(question, this.#turnContext);
    this.#current.turns.push(turn);
    this.#transcript.append(turn.root);
    this.#showBegun();
    this.#run(turn);
  }

  /** Stops listening to the service. */
  leave(): void {
    this.#inFlight?.abort(STOPPED);
    this.source.close();
    this.preview.hide();
  }

  // --- answers

  #askFromButton(question: string): void {
    this.ask(question);
    // The button has gone; the reader goes on from the new question.
    this.#current.turns.at(-1)?.heading.focus({ preventScroll: true });
  }

  #retry(turn: Turn): void {
    if (this.#inFlight) return;
    turn.restart();
    turn.heading.focus({ preventScroll: true });
    this.#run(turn);
  }

  async #run(turn: Turn): Promise<void> {
    const conversation = this.#current;
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(this.#timedOut()), TIME_LIMIT_SECONDS * 1000);
    this.#setInFlight(controller);
    this.announcer.textContent = this.words.generating;
    this.#place.goAlong(turn.root);
    try {
      const follow = () => this.#place.follow(turn.root);
      const answer = await receive(this.api, turn, conversation, controller.signal, follow);
      this.#finish(turn, conversation, answer);
    } catch (error) {
      this.#giveUp(turn, controller.signal.aborted ? controller.signal.reason : error);
    } finally {
      clearTimeout(timer);
      this.#setInFlight(null);
      this.#showShelf();
      this.#place.follow(turn.root);
    }
  }

  #finish(turn: Turn, conversation: Conversation, answer: Answer): void {
    conversation.id = answer.conversation_id;
    turn.finish(answer);
    this.announcer.textContent = spoken(answer);
    this.#memory.keep(this.#conversations);
  }

  #giveUp(turn: Turn, cause: unknown): void {
    if (cause === STOPPED) {
      turn.stop();
      this.announcer.textContent = this.words.stopped;
      return;
    }
    this.announcer.textContent = "";
    turn.fail(this.api.failureFrom(cause));
  }

  #timedOut(): Failure {
    return new Failure({ title: this.words.timedOut(TIME_LIMIT_SECONDS), detail: this.words.maybeBusy });
  }

  #setInFlight(controller: AbortController | null): void {
    this.#inFlight = controller;
    this.composer.busy = controller !== null;
  }

  // --- conversations

  #begin(): void {
    this.#enter(new Conversation());
    this.#conversations.push(this.#current);
    this.announcer.textContent = this.words.newBegun;
    this.composer.box.focus();
  }

  /** Shows a conversation; what is still being answered in the one before is stopped. */
  #enter(conversation: Conversation): void {
    this.leave();
    this.#forgetUnused();
    this.#current = conversation;
    this.#alert.replaceChildren();
    this.#transcript.replaceChildren(...conversation.turns.map((turn) => turn.root));
    this.#showBegun();
    this.#showShelf();
  }

  /** A conversation in which nothing was asked is none. */
  #forgetUnused(): void {
    const unused = this.#conversations.findIndex((conversation) => !conversation.title);
    if (unused >= 0) this.#conversations.splice(unused, 1);
  }

  async #open(conversation: Conversation): Promise<void> {
    this.#enter(conversation);
    this.shelf.close();
    try {
      await conversation.recall(this.api, (question) => new Turn(question, this.#turnContext));
    } catch (error) {
      this.#alert.replaceChildren(failureBox(this.api.failureFrom(error), this.words));
    }
    if (this.#current === conversation) this.#enter(conversation);
  }

  async #remove(conversation: Conversation): Promise<void> {
    if (!(await this.#isForgotten(conversation))) return;
    this.#conversations.splice(this.#conversations.indexOf(conversation), 1);
    this.#memory.keep(this.#conversations);
    this.shelf.tell(this.words.removed);
    if (this.#current === conversation) {
      this.#enter(new Conversation());
      this.#conversations.push(this.#current);
    }
    this.#showShelf();
  }

  async #isForgotten({ id }: Conversation): Promise<boolean> {
    if (id === null) return true;
    try {
      await this.api.forget(id);
    } catch (error) {
      const { status, detail, instance } = this.api.failureFrom(error);
      // Already gone is what was wanted.
      if (status === 404) return true;
      const failure = new Failure({ title: this.words.notRemoved, detail, instance });
      this.#alert.replaceChildren(failureBox(failure, this.words));
      this.shelf.close();
      return false;
    }
    return true;
  }

  #makeShelf(print: () => void): Shelf {
    const name = () => `${this.words.fileName} ${new Date().toISOString().slice(0, 10)}`;
    const actions = {
      open: (conversation: Conversation) => void this.#open(conversation),
      remove: (conversation: Conversation) => void this.#remove(conversation),
      keep: (on: boolean) => this.#keep(on),
      print,
      saveMarkdown: () => save(markdownOf(this.#current.asked, this.words), `${name()}.md`, "text/markdown"),
      saveJson: () => save(jsonOf(this.#current.asked), `${name()}.json`, "application/json"),
    };
    return new Shelf(this.words, actions, this.#memory.isOn);
  }

  #keep(on: boolean): boolean {
    const switched = this.#memory.switch(on);
    this.#memory.keep(this.#conversations);
    return switched;
  }

  // --- what is shown

  #showBegun(): void {
    const begun = this.#current.turns.length > 0;
    this.#intro.hidden = begun;
    this.startOver.hidden = !begun;
  }

  #showShelf(): void {
    this.shelf.show(this.#conversations, this.#current);
  }

  async #suggest(): Promise<void> {
    // Suggestions are a courtesy: without them the page is merely emptier.
    const suggestions = (await this.api.suggestions().catch(() => [])).slice(0, INTRO_SUGGESTIONS);
    if (suggestions.length === 0) return;
    this.#intro.append(
      suggestionList(this.words.tryThese, suggestions, (question) => this.#askFromButton(question)),
    );
  }
}
