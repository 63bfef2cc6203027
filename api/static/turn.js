/** One question and what became of it: waiting, an answer, a stop or a failure. */

import { Failure, sendFeedback } from "./api.js";
import { AnswerText, citationList, placeOf } from "./answer.js";
import { button, element, failureBox, suggestionList } from "./dom.js";

/**
 * @typedef {import("./api.js").Answer} Answer
 * @typedef {import("./api.js").Citation} Citation
 */

/**
 * @typedef {object} TurnActions
 * @property {(citation: Citation, opener: HTMLElement) => void} openSource
 * @property {(question: string) => void} ask
 * @property {(turn: Turn) => void} retry
 */

const AI_LABEL = "AI가 생성한 답변 · 원문을 확인하세요";
const CITATION_LABEL = { answered: "근거", not_found: "가까운 내용", small_talk: "근거" };

export class Turn {
  /**
   * @param {string} question
   * @param {TurnActions} actions
   */
  constructor(question, actions) {
    this.question = question;
    this.actions = actions;
    this.root = element("article", "turn");
    this.heading = element("h2", "question", question);
    this.heading.tabIndex = -1;
    this.reply = element("div", "reply");
    this.root.append(this.heading, this.reply);
    this.restart();
  }

  /** Back to waiting: at first, and before another try. */
  restart() {
    this.root.dataset.state = "waiting";
    this.progress = element("p", "progress", "답변을 준비하고 있습니다.");
    this.body = element("div", "answer");
    this.answer = new AnswerText(this.body, this.actions.openSource);
    this.reply.replaceChildren(this.progress);
  }

  /** @param {string} text */
  showProgress(text) {
    this.progress.textContent = text;
  }

  /** @param {Citation} citation */
  addCitation(citation) {
    this.answer.addCitation(citation);
  }

  /** @param {string} delta */
  addText(delta) {
    if (!this.body.isConnected) this.reply.replaceChildren(this.body);
    this.answer.append(delta);
  }

  /** @param {Answer} answer */
  finish(answer) {
    const { status, citations, suggestions } = answer;
    this.root.dataset.state = status;
    // The body is the last word, should a delta have gone missing on the way.
    this.addText(answer.answer.slice(this.answer.text.length));
    this.answer.end();
    if (status === "not_found") this.body.before(element("p", "verdict", "문서에 없음"));
    if (citations.length > 0) {
      this.reply.append(citationList(citations, CITATION_LABEL[status], this.actions.openSource));
    }
    this.reply.append(footer(answer));
    if (suggestions.length > 0) {
      this.reply.append(suggestionList("이어서 물어보기", suggestions, this.actions.ask));
    }
  }

  stop() {
    this.root.dataset.state = "stopped";
    this.answer.end();
    this.progress.remove();
    if (this.answer.text) this.reply.append(element("p", "ai-label", AI_LABEL));
    const note = element("p", "notice", "답변을 중지했습니다.");
    this.reply.append(note, this.#retryButton("다시 묻기"));
  }

  /** @param {Failure} failure */
  fail(failure) {
    this.root.dataset.state = "failed";
    this.reply.replaceChildren(failureBox(failure), this.#retryButton("다시 시도"));
  }

  /** Takes away what only makes sense for the latest turn. */
  retire() {
    for (const node of this.reply.querySelectorAll(".suggestions, .retry")) node.remove();
  }

  /**
   * @param {string} label
   * @returns {HTMLButtonElement}
   */
  #retryButton(label) {
    return button("quiet retry", label, () => this.actions.retry(this));
  }
}

/**
 * @param {Answer} answer
 * @returns {HTMLElement}
 */
function footer(answer) {
  const row = element("footer", "answer-footer");
  const outcome = element("span", "outcome");
  outcome.setAttribute("role", "status");
  const tools = element("div", "tools");
  tools.append(copyButton(answer, outcome), ...ratingButtons(answer.id, outcome), outcome);
  row.append(element("p", "ai-label", AI_LABEL), tools);
  return row;
}

/**
 * @param {Answer} answer
 * @param {HTMLElement} outcome
 * @returns {HTMLButtonElement}
 */
function copyButton(answer, outcome) {
  return button("tool", "복사", async (event) => {
    const opener = /** @type {HTMLElement} */ (event.currentTarget);
    const copied = await copy(plainText(answer));
    opener.focus();
    outcome.textContent = copied ? "복사했습니다." : "복사하지 못했습니다.";
  });
}

/**
 * @param {string} answerId
 * @param {HTMLElement} outcome
 * @returns {HTMLButtonElement[]}
 */
function ratingButtons(answerId, outcome) {
  /** @type {{rating: "up" | "down", label: string}[]} */
  const choices = [
    { rating: "up", label: "도움이 됐어요" },
    { rating: "down", label: "아쉬워요" },
  ];
  const buttons = choices.map(({ rating, label }) =>
    button("tool", label, async (event) => {
      const chosen = event.currentTarget;
      try {
        await sendFeedback(answerId, rating);
      } catch {
        outcome.textContent = "의견을 보내지 못했습니다.";
        return;
      }
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === chosen));
      outcome.textContent = "의견 고맙습니다.";
    }),
  );
  for (const choice of buttons) choice.setAttribute("aria-pressed", "false");
  return buttons;
}

/**
 * @param {Answer} answer
 * @returns {string} the answer with its citations, for a mail or a memo
 */
function plainText({ answer, citations }) {
  const sources = citations.map((citation) => {
    const origin = [citation.document_title, ...citation.section, placeOf(citation)].join(" › ");
    return `[${citation.number}] ${citation.quote}\n    ${origin}`;
  });
  return [answer, ...sources, `(${AI_LABEL})`].join("\n\n");
}

/**
 * @param {string} text
 * @returns {Promise<boolean>}
 */
async function copy(text) {
  // The modern way exists only on https and localhost; offices often serve plain http.
  if (navigator.clipboard) {
    const written = await navigator.clipboard.writeText(text).then(() => true, () => false);
    if (written) return true;
  }
  const carrier = element("textarea", "visually-hidden");
  carrier.value = text;
  document.body.append(carrier);
  carrier.select();
  const copied = document.execCommand("copy");
  carrier.remove();
  return copied;
}
