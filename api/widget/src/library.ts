/** The conversations of this tab: begun, opened again, deleted, and written down where that is wanted. */

import { type Api, Failure } from "./api";
import type { Conversation } from "./conversation";
import { Memory } from "./memory";

export class Library {
  readonly conversations: Conversation[];
  readonly #memory: Memory;

  constructor(private readonly api: Api) {
    this.#memory = new Memory(api.home);
    this.conversations = this.#memory.recall();
  }

  get isKept(): boolean {
    return this.#memory.isOn;
  }

  /** Lists a conversation in which something has been asked. */
  add(conversation: Conversation): void {
    if (!this.conversations.includes(conversation)) this.conversations.push(conversation);
  }

  keep(conversation: Conversation): void {
    this.#memory.keep(conversation);
  }

  /** Returns whether the browser's memory could be switched. */
  switchKeeping(on: boolean): boolean {
    const switched = this.#memory.switch(on);
    for (const conversation of this.conversations) this.#memory.keep(conversation);
    return switched;
  }

  /** Deletes a conversation, also from the service; throws Failure, and then it stays. */
  async remove(conversation: Conversation): Promise<void> {
    if (conversation.id !== null) await this.#forget(conversation.id);
    this.drop(conversation);
  }

  /** Takes a conversation from the list that the service does not have any more. */
  drop(conversation: Conversation): void {
    const at = this.conversations.indexOf(conversation);
    if (at >= 0) this.conversations.splice(at, 1);
    if (conversation.id !== null) this.#memory.forget(conversation.id);
    conversation.id = null;
  }

  async #forget(id: string): Promise<void> {
    try {
      await this.api.forget(id);
    } catch (error) {
      // Already gone is what was wanted.
      if (!(error instanceof Failure && error.status === 404)) throw error;
    }
  }
}
