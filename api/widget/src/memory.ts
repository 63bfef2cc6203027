/** The browser's memory of conversations: empty, and nothing is written, until its user switches it on. */

import { Conversation, type KeptConversation } from "./conversation";

export class Memory {
  readonly #key: string;

  constructor(home: URL) {
    this.#key = `mundap ${home.href}`;
  }

  get isOn(): boolean {
    return this.#stored() !== null;
  }

  /** Returns whether it could be switched. */
  switch(on: boolean): boolean {
    try {
      if (on) localStorage.setItem(this.#key, "[]");
      else localStorage.removeItem(this.#key);
    } catch {
      return false;
    }
    return this.isOn === on;
  }

  recall(): Conversation[] {
    return this.#read().map(({ id, turns }) => new Conversation(id, turns));
  }

  /** Writes a conversation down, if that is wanted; what other tabs have written stays. */
  keep(conversation: Conversation): void {
    const kept = conversation.toKeep();
    if (!this.isOn || kept === null) return;
    const others = this.#read();
    const at = others.findIndex(({ id }) => id === kept.id);
    this.#write(at < 0 ? [...others, kept] : others.with(at, kept));
  }

  forget(id: string): void {
    if (this.isOn) this.#write(this.#read().filter((kept) => kept.id !== id));
  }

  #write(kept: readonly KeptConversation[]): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // A full store loses the list, not the conversation.
    }
  }

  /** What is stored, as far as it is of the shape that is written here. */
  #read(): KeptConversation[] {
    try {
      const read: unknown = JSON.parse(this.#stored() ?? "[]");
      return Array.isArray(read) ? read.filter(isKept) : [];
    } catch {
      return [];
    }
  }

  #stored(): string | null {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }
}

function isKept(value: Partial<KeptConversation> | null): value is KeptConversation {
  return typeof value?.id === "string" && Array.isArray(value.turns) && value.turns.every(isTurn);
}

function isTurn(value: Partial<KeptConversation["turns"][number]> | null): boolean {
  return typeof value?.question === "string" && typeof value.answer === "string";
}
