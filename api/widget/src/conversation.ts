/** A conversation with the service, also one that an earlier visit has left to be fetched. */

import { type Api, Failure } from "./api";
import type { Turn } from "./turn";
import type { Asked } from "./writing";

/** A turn as it is remembered: what was asked, and the number under which the service keeps the answer. */
export interface KeptTurn {
  readonly question: string;
  readonly answer: string;
}

export interface KeptConversation {
  readonly id: string;
  readonly turns: readonly KeptTurn[];
}

export class Conversation {
  readonly turns: Turn[] = [];
  /** How far its transcript was scrolled when it was left, in px. */
  place = 0;
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
    return this.#awaited[0]?.question ?? this.turns[0]?.question ?? "";
  }

  /** The questions that have a whole answer. */
  get asked(): Asked[] {
    return this.turns.flatMap(({ question, answer }) => (answer ? [{ question, answer }] : []));
  }

  /** Whether turns of an earlier visit are still to be fetched. */
  get isAwaited(): boolean {
    return this.#awaited.length > 0;
  }

  /**
   * The turns that an earlier visit left and the service still has, now before all others; throws Failure when it
   * cannot be asked.
   */
  async recall(api: Api, makeTurn: (question: string) => Turn): Promise<Turn[]> {
    const awaited = this.#awaited;
    const answers = await Promise.all(awaited.map(({ answer }) => answerIfKept(api, answer)));
    // Opened twice, it is fetched twice and shown once.
    if (this.#awaited !== awaited) return [];
    this.#awaited = [];
    const recalled: Turn[] = [];
    for (const [index, { question }] of awaited.entries()) {
      const answer = answers[index];
      if (!answer) continue;
      const turn = makeTurn(question);
      turn.finish(answer);
      turn.retire();
      recalled.push(turn);
    }
    this.turns.unshift(...recalled);
    return recalled;
  }

  /** What is remembered of it; null before the service knows it. */
  toKeep(): KeptConversation | null {
    const asked = this.asked.map(({ question, answer }) => ({ question, answer: answer.id }));
    const turns = [...this.#awaited, ...asked];
    return this.id === null || turns.length === 0 ? null : { id: this.id, turns };
  }
}

async function answerIfKept(api: Api, id: string) {
  try {
    return await api.answer(id);
  } catch (error) {
    if (error instanceof Failure && error.status === 404) return null;
    throw error;
  }
}
