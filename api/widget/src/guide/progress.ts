/** What has been answered, kept in this browser alone; where it keeps nothing, for as long as the page is open. */

export class Progress {
  readonly #answers: Map<string, string>;

  constructor(private readonly key: string) {
    this.#answers = this.#read();
  }

  get(question: string): string | undefined {
    return this.#answers.get(question);
  }

  put(question: string, answer: string): void {
    this.#answers.set(question, answer);
    this.#quietly(() => localStorage.setItem(this.key, JSON.stringify([...this.#answers])));
  }

  clear(): void {
    this.#answers.clear();
    this.#quietly(() => localStorage.removeItem(this.key));
  }

  /** What is stored, as far as it is of the shape that is written here. */
  #read(): Map<string, string> {
    let entries: unknown = [];
    this.#quietly(() => {
      entries = JSON.parse(localStorage.getItem(this.key) ?? "[]");
    });
    return new Map(Array.isArray(entries) ? entries.filter(isEntry) : []);
  }

  /** A browser may refuse to store, or have no room. */
  #quietly(act: () => void): void {
    try {
      act();
    } catch {
      // The page works on without.
    }
  }
}

function isEntry(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}
