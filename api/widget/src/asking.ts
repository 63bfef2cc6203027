/** One question put to the service, and its answer shown while it arrives. */

import { type Answer, type Api, Failure } from "./api";
import type { Conversation } from "./conversation";
import type { Turn } from "./turn";

/**
 * The whole answer to the question of `turn`, which shows what has arrived of it; `onGrowth` is called whenever it grew.
 * A conversation that the service no longer knows is begun anew. Throws Failure, or what aborted `signal`.
 */
export async function receive(
  api: Api,
  turn: Turn,
  conversation: Conversation,
  signal: AbortSignal,
  onGrowth: () => void,
): Promise<Answer> {
  const listen = () =>
    api.ask(turn.question, conversation.id, signal, (progress) => {
      turn.hear(progress);
      onGrowth();
    });
  try {
    return await listen();
  } catch (error) {
    // The service may have been set up anew, or the conversation be too old to be kept.
    const isGone = error instanceof Failure && error.status === 404 && conversation.id !== null;
    if (!isGone) throw error;
    conversation.id = null;
    turn.noteNewConversation();
    return listen();
  }
}
