/** The reader's place in a growing transcript: followed while the reader is at its end, left alone otherwise. */

import { button } from "./dom";

const NEAR_END_PX = 64;

export class ReadersPlace {
  /** The way back to the end, offered while the reader is elsewhere. */
  readonly toEnd: HTMLButtonElement;
  #following = true;

  constructor(
    private readonly scroller: HTMLElement,
    label: string,
    focusAtEnd: () => void,
  ) {
    this.toEnd = button("link", label, () => {
      focusAtEnd();
      scroller.scrollTop = scroller.scrollHeight;
    });
    this.toEnd.hidden = true;
    scroller.addEventListener("scroll", () => this.#note(), { passive: true });
    new ResizeObserver(() => this.#note()).observe(scroller);
  }

  /** Goes to the end, where something new begins. */
  goAlong(turn: HTMLElement): void {
    this.#following = true;
    this.follow(turn);
  }

  /** Follows the growing text, but never pushes the current question out of sight. */
  follow(turn: HTMLElement): void {
    if (this.#following) {
      const question = turn.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
      this.scroller.scrollTop += Math.max(0, Math.min(this.#distanceToEnd(), question));
    }
    this.#note();
  }

  #note(): void {
    this.#following = this.#distanceToEnd() <= NEAR_END_PX;
    this.toEnd.hidden = this.#following;
  }

  #distanceToEnd(): number {
    return this.scroller.scrollHeight - this.scroller.clientHeight - this.scroller.scrollTop;
  }
}
