/** The service as the page sees it: one function per call, and one kind of failure. */

import { readEvents } from "./stream.js";

/**
 * @typedef {object} Citation
 * @property {number} number
 * @property {string} document_id
 * @property {string} document_title
 * @property {string} revision
 * @property {number} start code points, not UTF-16 units
 * @property {number} end
 * @property {number} line_start
 * @property {number} line_end
 * @property {number | null} page
 * @property {string} quote
 * @property {string[]} section
 */

/**
 * @typedef {object} Answer
 * @property {string} id
 * @property {string} conversation_id
 * @property {"answered" | "not_found" | "small_talk"} status
 * @property {string} answer
 * @property {Citation[]} citations
 * @property {string[]} suggestions
 */

/** Something the reader is to be told: what happened, what to do, and the number to quote. */
export class Failure extends Error {
  /** @param {{title?: string, detail?: string, instance?: string, status?: number}} problem */
  constructor({ title = "요청을 처리하지 못했습니다.", detail = "", instance = "", status = 0 }) {
    super(title);
    this.title = title;
    this.detail = detail;
    this.instance = instance;
    this.status = status;
  }
}

/**
 * The events of one answer, the last of them `done`.
 * @param {string} question
 * @param {string | null} conversationId
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<{name: string, data: any}>}
 */
export async function* ask(question, conversationId, signal) {
  const request = { question, conversation_id: conversationId, document_ids: null, stream: true };
  const response = await call("v1/ask", { ...json(request), signal });
  for await (const { name, data } of readEvents(response.body)) {
    const event = { name, data: JSON.parse(data) };
    if (name === "error") throw new Failure(event.data);
    yield event;
    if (name === "done") return;
  }
  throw new Failure({ title: "답변이 중간에 끊겼습니다.", detail: "다시 시도해 주세요." });
}

/** @returns {Promise<string[]>} */
export async function fetchSuggestions() {
  const response = await call("v1/suggestions");
  return (await response.json()).suggestions;
}

/**
 * @param {string} documentId
 * @returns {Promise<string>} the canonical text that citation offsets count in
 */
export async function fetchText(documentId) {
  const response = await call(`v1/documents/${encodeURIComponent(documentId)}/text`);
  return response.text();
}

/**
 * @param {string} answerId
 * @param {"up" | "down"} rating
 * @returns {Promise<void>}
 */
export async function sendFeedback(answerId, rating) {
  await call("v1/feedback", json({ answer_id: answerId, rating, comment: null }));
}

/**
 * @param {string} conversationId
 * @returns {Promise<void>}
 */
export async function deleteConversation(conversationId) {
  await call(`v1/conversations/${encodeURIComponent(conversationId)}`, { method: "DELETE" });
}

/**
 * What to tell the reader about anything that was thrown.
 * @param {unknown} error
 * @returns {Failure}
 */
export function failureFrom(error) {
  if (error instanceof Failure) return error;
  console.error(error);
  return new Failure({
    title: "서버와 연결이 되지 않습니다.",
    detail: "네트워크 연결을 확인한 뒤 다시 시도해 주세요.",
  });
}

/**
 * @param {object} body
 * @returns {RequestInit}
 */
function json(body) {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
}

/**
 * Paths are relative so that the page also works below a prefix of a reverse proxy.
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<Response>}
 */
async function call(path, init) {
  const response = await fetch(path, init);
  if (!response.ok) throw await failureOf(response);
  return response;
}

/**
 * @param {Response} response
 * @returns {Promise<Failure>}
 */
async function failureOf(response) {
  // A proxy in between answers in HTML, or not at all.
  const problem = await response.json().catch(() => ({
    detail: `서버가 ${response.status}번 상태로 답했습니다. 잠시 뒤 다시 시도해 주세요.`,
    instance: response.headers.get("X-Request-ID") ?? "",
  }));
  return new Failure({ ...problem, status: response.status });
}
