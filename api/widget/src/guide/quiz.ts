/** The self-check: says of each choice whether it is right, shows the proof, and counts. */

import { Progress } from "./progress";

const RIGHT = "맞았습니다.";
const WRONG = "틀렸습니다.";
const CLEARED = "기록을 지웠습니다.";

export class Quiz {
  readonly #record: Progress;
  readonly #count: HTMLOutputElement | null;

  /** @param revision of the document: another one asks other questions */
  constructor(
    private readonly checks: readonly HTMLElement[],
    private readonly progress: HTMLElement,
    revision: string,
  ) {
    this.#record = new Progress(`mundap guide ${revision}`);
    this.#count = progress.querySelector("output");
  }

  start(): void {
    for (const check of this.checks) {
      check.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#answer(check);
      });
      // A verdict on another option than the chosen one would mislead.
      check.addEventListener("change", () => tell(check, ""));
      this.#recall(check);
      // Only now: what is recalled would be read out, verdict after verdict.
      verdictOf(check)?.setAttribute("role", "status");
    }
    this.progress.querySelector(".clear")?.addEventListener("click", () => this.#clear());
    this.#show();
  }

  #answer(check: HTMLElement): void {
    const option = chosen(check);
    if (!option) return;
    this.#record.put(questionOf(check), labelOf(option));
    judge(check, option);
    this.#show();
  }

  #recall(check: HTMLElement): void {
    const label = this.#record.get(questionOf(check));
    const option = optionsOf(check).find((option) => labelOf(option) === label);
    if (!option) return;
    option.checked = true;
    judge(check, option);
  }

  #clear(): void {
    this.#record.clear();
    for (const check of this.checks) {
      check.querySelector("form")?.reset();
      tell(check, "");
      unfold(check, false);
    }
    this.#show(CLEARED);
  }

  #show(said = ""): void {
    const done = this.checks.filter((check) => this.#record.get(questionOf(check)) !== undefined);
    if (this.#count) this.#count.textContent = `${done.length}/${this.checks.length} ${said}`.trim();
  }
}

function judge(check: HTMLElement, option: HTMLInputElement): void {
  const isRight = option.value === check.dataset.right;
  tell(check, isRight ? RIGHT : WRONG);
  check.dataset.verdict = isRight ? "right" : "wrong";
  unfold(check, true);
}

function tell(check: HTMLElement, verdict: string): void {
  const place = verdictOf(check);
  if (place) place.textContent = verdict;
  if (!verdict) delete check.dataset.verdict;
}

function unfold(check: HTMLElement, open: boolean): void {
  const proof = check.querySelector("details");
  if (proof) proof.open = open;
}

function verdictOf(check: HTMLElement): HTMLElement | null {
  return check.querySelector(".verdict");
}

function optionsOf(check: HTMLElement): HTMLInputElement[] {
  return [...check.querySelectorAll<HTMLInputElement>("input")];
}

function chosen(check: HTMLElement): HTMLInputElement | undefined {
  return optionsOf(check).find((option) => option.checked);
}

function labelOf(option: HTMLInputElement): string {
  return option.labels?.[0]?.textContent?.trim() ?? "";
}

function questionOf(check: HTMLElement): string {
  return check.querySelector("legend")?.textContent ?? "";
}
