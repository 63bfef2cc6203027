/** The chat: sends questions, shows their turns, and keeps the conversations of this tab apart. */

import type { Answer, Api } from "./api";
import { receive } from "./asking";
import { failureBox } from "./blocks";
import { Composer } from "./composer";
import { Conversation } from "./conversation";
import { action, h } from "./dom";
import { Preview } from "./evidence";
import { Intro } from "./intro";
import { Library } from "./library";
import { ReadersPlace } from "./place";
import { Shelf } from "./shelf";
import { SourcePanel } from "./source";
import { save } from "./taking";
import { Turn, type TurnContext } from "./turn";
import type { Words } from "./words/ko";
import { jsonOf, markdownOf, spoken } from "./writing";

const TIME_LIMIT_SECONDS = 60;
const PLUS = "M12 5v14 M5 12h14";
const STOPPED = Symbol("stopped by the reader");

export class Chat {
  /** What scrolls: introduction and transcript. */
  readonly reading: HTMLElement;
  readonly intro: Intro;
  readonly composer: Composer;
  readonly shelf: Shelf;
  readonly source: SourcePanel;
  readonly preview = new Preview();
  readonly startOver: HTMLButtonElement;
  /** The one live region: a transcript that is read out while it grows is read out in scraps. */
  readonly announcer = h("p", { class: "visually-hidden", role: "status" });
  /** What concerns the conversation rather than one of its turns. */
  readonly #notice = h("div", { class: "page-notice" });
  readonly #transcript: HTMLElement;
  readonly place: ReadersPlace;
  readonly #library: Library;
  readonly #turnContext: TurnContext;
  #current = new Conversation();
  #inFlight: AbortController | null = null;

  constructor(
    private readonly api: Api,
    private readonly words: Words,
    headingTag: "h2" | "h3",
    isSourceOver: () => boolean,
    print: () => void,
  ) {
    // Whoever comes back from the source has just read what the card would say.
    this.source = new SourcePanel(api, words, isSourceOver, () => this.preview.hide());
    this.#library = new Library(api);
    this.intro = new Intro(api, words, headingTag, (question) => this.#askFromButton(question));
    this.#transcript = h("div", { role: "log", "aria-live": "off", "aria-label": words.transcript });
    this.reading = h("div", { class: "reading" }, this.#notice, this.intro.root, this.#transcript);
    const focusBox = () => this.composer.box.focus({ preventScroll: true });
    this.place = new ReadersPlace(this.reading, words.toEnd, focusBox);
    const stop = () => this.#inFlight?.abort(STOPPED);
    this.composer = new Composer(words, (question) => this.ask(question), stop, this.place.toEnd);
    this.startOver = action(words.newConversation, PLUS, () => this.#begin());
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
    this.#showState();
  }

  /** Asks a question in the current conversation; nothing happens while another one is being answered. */
  ask(question: string): void {
    if (this.#inFlight) return;
    this.#current.turns.at(-1)?.retire();
    this.#notice.replaceChildren();
    this.shelf.hide();
    const turn = new Turn(question, this.#turnContext);
    this.#current.turns.push(turn);
    this.#library.add(this.#current);
    this.#transcript.append(turn.root);
    this.#showState();
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
    const callOff = this.api.deadline(controller, TIME_LIMIT_SECONDS);
    this.#setInFlight(controller);
    this.#announce(this.words.generating, this.words.lang);
    this.place.goAlong(turn.root);
    try {
      const follow = () => this.place.follow(turn.root);
      const answer = await receive(this.api, turn, conversation, controller.signal, follow);
      this.#finish(turn, conversation, answer);
    } catch (error) {
      this.#giveUp(turn, conversation, controller.signal.aborted ? controller.signal.reason : error);
    } finally {
      callOff();
      this.#setInFlight(null);
      this.#showState();
      this.place.follow(turn.root);
    }
  }

  #finish(turn: Turn, conversation: Conversation, answer: Answer): void {
    conversation.id = answer.conversation_id;
    turn.finish(answer);
    this.#announce(spoken(answer), "ko");
    this.#library.keep(conversation);
  }

  #giveUp(turn: Turn, conversation: Conversation, cause: unknown): void {
    const stopped = cause === STOPPED;
    if (stopped) turn.stop();
    else turn.fail(this.api.failureFrom(cause));
    // A failure is an alert and speaks for itself; what is not on the screen any more needs no word.
    if (conversation === this.#current) this.#announce(stopped ? this.words.stopped : "", this.words.lang);
  }

  #announce(text: string, lang: string): void {
    this.announcer.lang = lang;
    this.announcer.textContent = text;
  }

  #setInFlight(controller: AbortController | null): void {
    this.#inFlight = controller;
    this.composer.busy = controller !== null;
  }

  // --- conversations

  #begin(): void {
    this.#enter(new Conversation());
    this.#announce(this.words.newBegun, this.words.lang);
    this.composer.box.focus();
  }

  /** Shows a conversation; what is still being answered in the one before is stopped. */
  #enter(conversation: Conversation): void {
    this.leave();
    this.#current.place = this.place.at;
    this.#current = conversation;
    this.#notice.replaceChildren();
    this.#transcript.replaceChildren(...conversation.turns.map((turn) => turn.root));
    this.#showState();
    this.place.at = conversation.place;
  }

  async #open(conversation: Conversation): Promise<void> {
    this.shelf.close();
    if (conversation === this.#current) return;
    this.#enter(conversation);
    if (!conversation.isAwaited) return;
    this.#notice.replaceChildren(h("p", { class: "notice", role: "status" }, this.words.recalling));
    const said = await this.#recall(conversation);
    if (conversation === this.#current) this.#notice.replaceChildren(...said);
    this.#showState();
  }

  /** Shows what an earlier visit left of a conversation; gives what there is to say about it. */
  async #recall(conversation: Conversation): Promise<HTMLElement[]> {
    try {
      const turns = await conversation.recall(this.api, (question) => new Turn(question, this.#turnContext));
      if (conversation === this.#current) this.#transcript.prepend(...turns.map((turn) => turn.root));
    } catch (error) {
      return [failureBox(this.api.failureFrom(error), this.words)];
    }
    if (conversation.title) return [];
    this.#library.drop(conversation);
    return [h("p", { class: "notice", role: "status" }, this.words.gone)];
  }

  async #remove(conversation: Conversation): Promise<void> {
    try {
      await this.#library.remove(conversation);
      this.shelf.outcome.tell(this.words.removed);
      if (conversation === this.#current) this.#enter(new Conversation());
    } catch (error) {
      this.shelf.outcome.complain(this.words.notRemoved, this.api.failureFrom(error), this.words);
    }
    this.#showState();
  }

  #makeShelf(print: () => void): Shelf {
    // The one locale that writes a day as file names want it.
    const name = () => `${this.words.fileName} ${new Date().toLocaleDateString("sv")}`;
    const actions = {
      open: (conversation: Conversation) => void this.#open(conversation),
      remove: (conversation: Conversation) => void this.#remove(conversation),
      keep: (on: boolean) => this.#library.switchKeeping(on),
      print,
      saveMarkdown: () => save(markdownOf(this.#current.asked, this.words), `${name()}.md`, "text/markdown"),
      saveJson: () => save(jsonOf(this.#current.asked), `${name()}.json`, "application/json"),
    };
    return new Shelf(this.words, actions, this.#library.isKept);
  }

  /** Shows what depends on whether, and in which conversations, something has been asked. */
  #showState(): void {
    const begun = this.#current.title !== "";
    this.intro.root.hidden = begun;
    this.startOver.hidden = !begun;
    this.shelf.show(this.#library.conversations, this.#current);
  }
}
