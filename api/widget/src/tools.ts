/** What can be done with an answer: copy it, have it made anew, say what one thinks of it. */

import type { Answer, Rating } from "./api";
import { Outcome } from "./blocks";
import { button, h } from "./dom";
import { copy } from "./taking";
import type { Turn, TurnContext } from "./turn";
import type { Words } from "./words/ko";
import { bare, markdown, plain } from "./writing";

let opened = 0;

/** The row of tools under an answer. */
export function answerTools(turn: Turn, answer: Answer, context: TurnContext): HTMLElement {
  const { words } = context;
  const outcome = new Outcome();
  const copying = copyChoices(answer, words, outcome);
  const rating = ratingChoices(answer, context, outcome);
  const again = button("tool retry", words.regenerate, () => context.retry(turn));
  const controls = [disclosure(words.copy, copying), again, ...rating.buttons];
  const tools = h("div", { class: "tools" }, ...controls, outcome.root);
  return h("footer", { class: "answer-footer" }, tools, copying, rating.form);
}

/** A button that shows and hides what it controls. */
function disclosure(label: string, controlled: HTMLElement): HTMLButtonElement {
  opened += 1;
  controlled.id = `disclosed-${opened}`;
  const control = button("tool", label, () => {
    controlled.hidden = !controlled.hidden;
    control.setAttribute("aria-expanded", String(!controlled.hidden));
    controlled.scrollIntoView({ block: "nearest" });
  });
  control.setAttribute("aria-expanded", "false");
  control.setAttribute("aria-controls", controlled.id);
  return control;
}

function copyChoices(answer: Answer, words: Words, outcome: Outcome): HTMLElement {
  const choices: [string, () => string][] = [
    [words.copyAnswer, () => bare(answer)],
    [words.copyWithEvidence, () => plain(answer, words)],
    [words.copyMarkdown, () => markdown(answer, words)],
  ];
  const buttons = choices.map(([label, write]) => {
    const choice = button("quiet small", label, async () => {
      outcome.tell((await copy(write(), choice)) ? words.copied : words.notCopied);
    });
    return choice;
  });
  return h("div", { class: "choices", role: "group", "aria-label": words.copy, hidden: true }, ...buttons);
}

interface RatingChoices {
  readonly buttons: readonly HTMLButtonElement[];
  readonly form: HTMLFormElement;
}

/** Two thumbs, and a form for a comment that appears once one of them was chosen. */
function ratingChoices(answer: Answer, { api, words }: TurnContext, outcome: Outcome): RatingChoices {
  let chosen: { rating: Rating; control: HTMLButtonElement } | null = null;
  const send = async (rating: Rating, comment: string | null): Promise<boolean> => {
    try {
      await api.rate(answer.id, rating, comment);
    } catch (error) {
      outcome.complain(words.notRated, api.failureFrom(error), words);
      return false;
    }
    outcome.tell(comment === null ? words.rated : words.thanks);
    return true;
  };
  const box = h("textarea", {
    class: "comment",
    rows: "2",
    maxlength: "2000",
    placeholder: words.commentHint,
  });
  const submit = h("button", { type: "submit", class: "quiet small" }, words.sendComment);
  const label = h("label", {}, h("span", { class: "eyebrow" }, words.comment), box);
  const form = h("form", { class: "commenting", hidden: true }, label, submit);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const comment = box.value.trim();
    if (!comment || !chosen || !(await send(chosen.rating, comment))) return;
    // What has the focus goes with the form.
    chosen.control.focus();
    form.hidden = true;
  });
  const rate = (rating: Rating, name: string): HTMLButtonElement => {
    const control = button("tool", name, async () => {
      if (!(await send(rating, null))) return;
      chosen = { rating, control };
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === control));
      form.hidden = false;
      form.scrollIntoView({ block: "nearest" });
    });
    control.setAttribute("aria-pressed", "false");
    return control;
  };
  const buttons = [rate("up", words.helpful), rate("down", words.unhelpful)];
  return { buttons, form };
}
