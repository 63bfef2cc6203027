/** The conversations of this tab, and what a browser remembers of them when its user wants that. */

import type { Api } from "./api";
import { Failure } from "./api";
import type { Turn } from "./turn";
import type { Asked } from "./writing";

/** A turn as it is remembered: what was asked, and the number under which the service keeps the answer. */
interface KeptTurn {
  readonly question: string;
  readonly answer: string;
}

interface KeptConversation {
  readonly id: string;
  readonly turns: readonly KeptTurn[];
}

export class Conversation {
  readonly turns: Turn[] = [];
  /** What an earlier visit left to be fetched. */
  #awaited: readonly KeptTurn[];

  /** @param id null until the service has given it one */
  constructor(
    public id: string | null = null,
    awaited: readonly KeptTurn[] = [],
  ) {
    this.#awaited = awaited;
  }

  /** The first question; "" before there is one. */
  get title(): string {
    return this.turns[0]?.question ?? this.#awaited[0]?.question ?? "";
  }

  /** The questions that have a whole answer. */
  get asked(): Asked[] {
    return this.turns.flatMap(({ question, answer }) => (answer ? [{ question, answer }] : []));
  }

  /** Fetches what an earlier visit left, as far as the service still has it; throws Failure when it cannot be asked. */
  async recall(api: Api, makeTurn: (question: string) => Turn): Promise<void> {
    const awaited = this.#awaited;
    const answers = await Promise.all(
      awaited.map(({ answer }) =>
        api.answer(answer).catch((error) => {
          if (error instanceof Failure && error.status === 404) return null;
          throw error;
        }),
      ),
    );
    if (this.#awaited !== awaited) return;
    this.#awaited = [];
    for (const [index, answer] of answers.entries()) {
      if (!answer) continue;
      const turn = makeTurn(awaited[index]?.question ?? "");
      turn.finish(answer);
      turn.retire();
      this.turns.push(turn);
    }
  }

  /** What is remembered of it; null before the service knows it. */
  toKeep(): KeptConversation | null {
    const asked = this.asked.map(({ question, answer }) => ({ question, answer: answer.id }));
    const turns = [...this.#awaited, ...asked];
    return this.id === null || turns.length === 0 ? null : { id: this.id, turns };
  }
}

/** The browser's memory of conversations: empty, and nothing is written, until its user switches it on. */
export class Memory {
  readonly #key: string;

  constructor(home: URL) {
    this.#key = `mundap ${home.href}`;
  }

  get isOn(): boolean {
    return this.#read() !== null;
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
    return (this.#read() ?? []).map(({ id, turns }) => new Conversation(id, turns));
  }

  /** Writes the conversations down, if that is wanted. */
  keep(conversations: readonly Conversation[]): void {
    if (!this.isOn) return;
    const kept = conversations.map((conversation) => conversation.toKeep()).filter((each) => each !== null);
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // A full store loses the list, not the conversation.
    }
  }

  #read(): KeptConversation[] | null {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? "null");
    } catch {
      return null;
    }
  }
}
