/** The script of the guide for newcomers: what the page shows is there without it; it opens sources, asks, and checks. */

import { NAME } from "./global";
import { glossed, termsOf } from "./guide/glossary";
import { Quiz } from "./guide/quiz";
import { citationOf } from "./guide/sources";

document.addEventListener("click", (event) => {
  const clicked = event.target as Element;
  const chip = clicked.closest<HTMLElement>(".chip");
  if (chip) window.mundap?.show(citationOf(chip, document.body), chip);
  const question = clicked.closest(".ask")?.textContent;
  if (question) window.mundap?.ask(question);
});

const checks = [...document.querySelectorAll<HTMLElement>(".check")];
const progress = document.querySelector<HTMLElement>(".progress");
if (progress) new Quiz(checks, progress, document.body.dataset.revision ?? "").start();

const terms = termsOf(document);
const chat = document.querySelector(NAME);
if (chat && terms.size > 0) {
  chat.annotate = (text, documentId) =>
    documentId === document.body.dataset.document ? glossed(text, terms) : [text];
}
