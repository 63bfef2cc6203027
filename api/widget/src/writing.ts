/** Answers as text to take along: plain, Markdown or JSON, for the clipboard or a file. */

import type { Answer, Citation } from "./api";
import { placeOf } from "./evidence";
import type { Words } from "./words/ko";

export interface Asked {
  readonly question: string;
  readonly answer: Answer;
}

const MARK = / ?\[(\d+)\]/g;
const MARKDOWN_SIGNS = /[\\`*_[\]<>#|~]/g;

/** The answer without what only leads to its evidence. */
export function bare(answer: Answer): string {
  return answer.answer.replace(MARK, "");
}

/** The answer as it is read aloud. */
export function spoken(answer: Answer): string {
  return bare(answer).replace(/^- /gm, "");
}

/** The answer with its citations, for a mail or a memo. */
export function plain(answer: Answer, words: Words): string {
  const sources = answer.citations.map(
    (citation) => `[${citation.number}] ${citation.quote}\n    ${originOf(citation, words)}`,
  );
  return [answer.answer, ...sources, `(${words.aiNote})`].join("\n\n");
}

/** The answer with its citations as footnotes of Markdown. */
export function markdown(answer: Answer, words: Words): string {
  const text = escaped(answer.answer.replace(MARK, "\u0000$1\u0000")).replace(/\0(\d+)\0/g, "[^$1]");
  const notes = answer.citations.map((citation) => {
    const quote = escaped(citation.quote).replace(/\s*\n\s*/g, " ");
    return `[^${citation.number}]: “${quote}” — ${escaped(originOf(citation, words))}`;
  });
  return [text, ...notes, `*${words.aiNote}*`].join("\n\n");
}

/** A whole conversation in Markdown. */
export function markdownOf(asked: readonly Asked[], words: Words): string {
  const turns = asked.map(({ question, answer }, index) => {
    // Footnotes count through a whole document.
    const own = markdown(answer, words).replace(/\[\^(\d+)\]/g, `[^${index + 1}-$1]`);
    return `## ${escaped(question).replace(/\s*\n\s*/g, " ")}\n\n${own}`;
  });
  return `${turns.join("\n\n")}\n`;
}

/** A whole conversation in JSON, the answers as the service gave them. */
export function jsonOf(asked: readonly Asked[]): string {
  return `${JSON.stringify(asked, null, 2)}\n`;
}

function originOf(citation: Citation, words: Words): string {
  return [citation.document_title, ...citation.section, placeOf(citation, words)].join(" › ");
}

function escaped(text: string): string {
  return text.replace(MARKDOWN_SIGNS, "\\$&");
}
