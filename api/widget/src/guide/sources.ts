/** What the page says of a citation: the chip where it stands, the body in which document, the card of which programme. */

import type { Citation } from "../api";

/** The citation of a chip; it has no number, for there is no answer that counts it. */
export function citationOf(chip: HTMLElement, page: HTMLElement): Citation {
  const { start, line = "", page: printed } = chip.dataset;
  const quote = chip.title || (chip.textContent ?? "");
  const { document: id = "", revision = "", title = "", source = "" } = page.dataset;
  const [first, last = first] = line.split("–");
  return {
    number: 0,
    document_id: id,
    document_title: title,
    source,
    revision,
    start: Number(start),
    // Offsets count code points.
    end: Number(start) + [...quote].length,
    line_start: Number(first),
    line_end: Number(last),
    page: printed ? Number(printed) : null,
    quote,
    section: sectionOf(chip),
  };
}

/** The part and the programme in whose card a chip stands; nothing for one in a table. */
function sectionOf(chip: Element): string[] {
  const names = [chip.closest(".part")?.querySelector("h3"), chip.closest(".card")?.querySelector("h4")];
  return names.flatMap((name) => name?.textContent?.trim() ?? []);
}
