/** What the page that embeds the widget says of it, in the `data-` attributes of the tag or the element. */

import { en } from "./words/en";
import { ko, type Words } from "./words/ko";

export interface Settings {
  /** Where the service is; its path ends in a slash. */
  readonly api: URL;
  readonly title: string;
  readonly theme: "light" | "dark" | "auto";
  readonly words: Words;
  readonly side: "left" | "right";
  /** A launcher with a panel, or a whole page. */
  readonly mode: "widget" | "page";
  /** Where newcomers begin, as the page names it; a chat that fills a page leads there. */
  readonly guide: string;
  /** Ids of the documents that are asked; null for all. */
  readonly documents: readonly string[] | null;
}

/** What may be changed later. */
export const CHANGEABLE = ["data-title", "data-theme", "data-position"];

/** @param home where the script came from: the service, unless the page names another address. */
export function readSettings(said: DOMStringMap, home: URL): Settings {
  const { api, title, theme, lang, position, mode, guide, documents } = said;
  const words = lang?.startsWith("en") ? en : ko;
  return {
    api: addressOf(api, home),
    title: title || words.title,
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    words,
    side: position?.includes("left") ? "left" : "right",
    mode: mode === "page" ? "page" : "widget",
    guide: guide ?? "",
    documents: documents?.trim() ? documents.trim().split(/\s+/) : null,
  };
}

function addressOf(api: string | undefined, home: URL): URL {
  if (!api) return home;
  try {
    return new URL(api.endsWith("/") ? api : `${api}/`, home);
  } catch (error) {
    console.error(`mundap: data-api “${api}”`, error);
    return home;
  }
}
