/** Offsets of the service in strings of the browser. */

/** Where a code point offset lies in a JavaScript string, which counts UTF-16 units. */
export function unitOffset(text: string, codePoints: number): number {
  let unit = 0;
  for (let count = 0; count < codePoints; count += 1) {
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }
  return unit;
}
