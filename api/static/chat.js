/** The chat page: sends questions, shows their turns, and keeps the reader's place. */

import { Failure, ask, deleteConversation, failureFrom, fetchSuggestions } from "./api.js";
import { checkLength, sendOnEnter } from "./composer.js";
import { failureBox, suggestionList } from "./dom.js";
import { SourcePanel } from "./source.js";
import { Turn } from "./turn.js";

const TIME_LIMIT_MS = 60_000;
const NEAR_END_PX = 64;
const INTRO_SUGGESTIONS = 6;
const STOPPED = Symbol("stopped by the reader");

const transcript = byId("transcript");
const intro = byId("intro");
const announcer = byId("announcer");
const pageAlert = byId("page-alert");
const box = /** @type {HTMLTextAreaElement} */ (byId("question"));
const sendButton = byId("send");
const newButton = byId("new-conversation");
const endButton = byId("to-end");
const panel = new SourcePanel(/** @type {HTMLDialogElement} */ (byId("source")));

/** @type {string | null} */
let conversationId = null;
/** @type {AbortController | null} */
let inFlight = null;
/** @type {Turn | null} */
let latest = null;
let following = true;

const turnActions = {
  openSource: panel.open.bind(panel),
  ask: askFromButton,
  retry: retryTurn,
};

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

// --- asking

function sendTyped() {
  const question = box.value.trim();
  if (inFlight || !question || !withinLimit()) return;
  box.value = "";
  withinLimit();
  askQuestion(question);
}

/** @param {string} question */
function askFromButton(question) {
  askQuestion(question);
  // The button has gone; the reader goes on from the new question.
  latest?.heading.focus({ preventScroll: true });
}

/** @param {string} question */
function askQuestion(question) {
  latest?.retire();
  pageAlert.replaceChildren();
  intro.hidden = true;
  newButton.hidden = false;
  latest = new Turn(question, turnActions);
  transcript.append(latest.root);
  run(latest);
}

/** @param {Turn} turn */
function retryTurn(turn) {
  turn.restart();
  turn.heading.focus({ preventScroll: true });
  run(turn);
}

/**
 * @param {Turn} turn
 * @returns {Promise<void>}
 */
async function run(turn) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(timedOut()), TIME_LIMIT_MS);
  setInFlight(controller);
  announcer.textContent = "답변 생성 중";
  following = true;
  follow();
  try {
    await receive(turn, controller.signal);
  } catch (error) {
    giveUp(turn, controller.signal.aborted ? controller.signal.reason : error);
  } finally {
    clearTimeout(timer);
    // A new conversation may have begun meanwhile, with a request of its own.
    if (inFlight === controller) setInFlight(null);
    follow();
  }
}

/**
 * @param {Turn} turn
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
async function receive(turn, signal) {
  for await (const { name, data } of ask(turn.question, conversationId, signal)) {
    if (name === "status") turn.showProgress(data.text);
    if (name === "citation") turn.addCitation(data);
    if (name === "delta") turn.addText(data.text);
    if (name === "done") {
      conversationId = data.conversation_id;
      turn.finish(data);
      announcer.textContent = spoken(data.answer);
    }
    follow();
  }
}

/**
 * @param {Turn} turn
 * @param {unknown} cause
 */
function giveUp(turn, cause) {
  // A new conversation has already taken this turn off the page.
  if (turn !== latest) return;
  if (cause === STOPPED) {
    turn.stop();
    announcer.textContent = "답변을 중지했습니다.";
    return;
  }
  const failure = failureFrom(cause);
  // The conversation is gone on the server; another try must not ask for it again.
  if (failure.status === 404) conversationId = null;
  announcer.textContent = "";
  turn.fail(failure);
}

/** @returns {Failure} */
function timedOut() {
  return new Failure({
    title: "60초 안에 답변을 받지 못했습니다.",
    detail: "서버가 바쁠 수 있습니다. 잠시 뒤 다시 시도해 주세요.",
  });
}

/** @param {AbortController | null} controller */
function setInFlight(controller) {
  inFlight = controller;
  // One button for both, so that the focus stays where it is.
  sendButton.textContent = controller ? "중지" : "보내기";
  sendButton.classList.toggle("stopping", controller !== null);
}

/**
 * @param {string} answer
 * @returns {string} the answer without what only the eye needs
 */
function spoken(answer) {
  return answer.replace(/ ?\[\d+\]/g, "").replace(/^- /gm, "");
}

/** @returns {boolean} */
function withinLimit() {
  return checkLength(box, byId("question-count"), byId("question-limit"));
}

// --- the conversation

/** @returns {Promise<void>} */
async function startOver() {
  const finished = conversationId;
  inFlight?.abort(STOPPED);
  setInFlight(null);
  conversationId = null;
  latest = null;
  panel.close();
  transcript.replaceChildren();
  pageAlert.replaceChildren();
  announcer.textContent = "새 대화를 시작합니다.";
  intro.hidden = false;
  newButton.hidden = true;
  box.focus();
  follow();
  if (finished !== null) await forget(finished);
}

/**
 * @param {string} finished
 * @returns {Promise<void>}
 */
async function forget(finished) {
  try {
    await deleteConversation(finished);
  } catch (error) {
    const { status, detail, instance } = failureFrom(error);
    // Already gone is what was wanted.
    if (status === 404) return;
    const title = "화면은 비웠지만 서버에 남은 대화를 지우지 못했습니다.";
    pageAlert.replaceChildren(failureBox(new Failure({ title, detail, instance })));
  }
}

/** @returns {Promise<void>} */
async function showFirstSuggestions() {
  // Suggestions are a courtesy: without them the page is merely emptier.
  const suggestions = (await fetchSuggestions().catch(() => [])).slice(0, INTRO_SUGGESTIONS);
  if (suggestions.length === 0) return;
  byId("intro-suggestions").append(suggestionList("이런 질문을 해 보세요", suggestions, askFromButton));
}

// --- the reader's place

/** @returns {number} pixels between the lower edge of the window and the end of the page */
function distanceToEnd() {
  return document.documentElement.scrollHeight - window.innerHeight - window.scrollY;
}

/** Follows the growing page, but never pushes the current question out of sight. */
function follow() {
  if (following && latest) {
    const question = latest.root.getBoundingClientRect().top;
    window.scrollBy({ top: Math.max(0, Math.min(distanceToEnd(), question)), behavior: "instant" });
  }
  noteScroll();
}

function noteScroll() {
  const distance = distanceToEnd();
  following = distance <= NEAR_END_PX;
  endButton.hidden = following;
}

function goToEnd() {
  box.focus({ preventScroll: true });
  window.scrollBy({ top: distanceToEnd() });
}

// --- wiring

sendOnEnter(box, sendTyped);
box.addEventListener("input", withinLimit);
byId("composer").addEventListener("submit", (event) => event.preventDefault());
sendButton.addEventListener("click", (event) => {
  // The second click of a double click must not stop what the first one asked.
  if (event.detail > 1) return;
  if (inFlight) inFlight.abort(STOPPED);
  else sendTyped();
});
newButton.addEventListener("click", startOver);
endButton.addEventListener("click", goToEnd);
window.addEventListener("scroll", noteScroll, { passive: true });
window.addEventListener("resize", noteScroll);
showFirstSuggestions();
