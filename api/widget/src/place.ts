/** The reader's place in a growing transcript: followed while the reader is at its end, left alone otherwise. */

import { button } from "./dom";

const NEAR_END_PX = 64;

export class ReadersPlace {
  /** The way back to the end, offered while the reader is elsewhere. */
  readonly toEnd: HTMLButtonElement;
  #following = true;
  #frame = 0;

  /** @param reading what scrolls, unless the window is too low; then its panel does */
  constructor(
    private readonly reading: HTMLElement,
    label: string,
    focusAtEnd: () => void,
  ) {
    this.toEnd = button("link", label, () => {
      focusAtEnd();
      this.at = this.#scroller.scrollHeight;
    });
    this.toEnd.hidden = true;
    reading.addEventListener("scroll", this.note, { passive: true });
    new ResizeObserver(this.note).observe(reading);
  }

  /** How far it is scrolled, in px. */
  get at(): number {
    return this.#scroller.scrollTop;
  }

  set at(place: number) {
    this.#scroller.scrollTop = place;
  }

  /** Goes to where something new begins, from wherever the reader is. */
  goAlong(turn: HTMLElement): void {
    this.at += Math.min(this.#distanceToEnd(), this.#distanceTo(turn));
    this.note();
    this.#following = true;
  }

  /** Follows the growing text, once a frame, but never pushes the current question out of sight. */
  follow(turn: HTMLElement): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#follow(turn));
  }

  /** Notes that the reader may be elsewhere now. */
  readonly note = (): void => {
    this.#following = this.#distanceToEnd() <= NEAR_END_PX;
    this.toEnd.hidden = this.#following;
  };

  #follow(turn: HTMLElement): void {
    if (this.#following) this.at += Math.max(0, Math.min(this.#distanceToEnd(), this.#distanceTo(turn)));
    this.note();
  }

  #distanceTo(turn: HTMLElement): number {
    const scroller = this.#scroller;
    const covered = Number.parseFloat(getComputedStyle(scroller).scrollPaddingTop) || 0;
    return turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top - covered;
  }

  get #scroller(): HTMLElement {
    const { reading } = this;
    return getComputedStyle(reading).overflowY === "visible" ? (reading.parentElement ?? reading) : reading;
  }

  #distanceToEnd(): number {
    const { scrollHeight, clientHeight, scrollTop } = this.#scroller;
    return scrollHeight - clientHeight - scrollTop;
  }
}
