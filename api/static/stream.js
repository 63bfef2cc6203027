/** Reads server-sent events from a fetched body (EventSource cannot POST). */

/**
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<{name: string, data: string}>}
 */
export async function* readEvents(body) {
  let name = "message";
  /** @type {string[]} */
  let data = [];
  for await (const line of readLines(body)) {
    if (line === "") {
      if (data.length > 0) yield { name, data: data.join("\n") };
      name = "message";
      data = [];
      continue;
    }
    // A comment such as ": ping" has an empty field name and falls through.
    const { field, value } = splitField(line);
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  }
}

/**
 * @param {string} line
 * @returns {{field: string, value: string}}
 */
function splitField(line) {
  const colon = line.indexOf(":");
  if (colon < 0) return { field: line, value: "" };
  return { field: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, "") };
}

/**
 * Whole lines, however the chunks fall; LF, CRLF and CR end a line.
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<string>}
 */
async function* readLines(body) {
  // Not `for await` over the stream itself: Safari cannot do that.
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A CR at the very end may be half of a CRLF, so it waits for the next chunk.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    // Reached early when the reader stops listening; the server must stop working too.
    await reader.cancel().catch(() => {});
  }
}
