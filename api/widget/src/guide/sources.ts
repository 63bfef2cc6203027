/** What the page says of a citation: on its chip where it stands, on the body which document, on the card which part. */

import type { Citation } from "../api";

/** The citation of a chip; it has no number, for there is no answer that counts it. */
export function citationOf(chip: HTMLElement, page: HTMLElement): Citation {
  const { start, end, line = "", page: printed } = chip.dataset;
  const { document: id = "", revision = "", title = "", source = "" } = page.dataset;
  const [first, last = first] = line.split("–");
  return {
    number: 0,
    document_id: id,
    document_title: title,
    source,
    revision,
    start: Number(start),
    end: Number(end),
    line_start: Number(first),
    line_end: Number(last),
    page: printed ? Number(printed) : null,
    quote: chip.title || (chip.textContent ?? ""),
    section: chip.closest<HTMLElement>("[data-section]")?.dataset.section?.split(" › ") ?? [],
  };
}
