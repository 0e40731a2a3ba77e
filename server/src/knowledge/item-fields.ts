import {
  type KnowledgeItemView,
  type KnowledgeKind,
  LONGEST_TEXT,
  Refusal,
  unknownPlaceholders,
} from "@guichet/contract";
import { cleanText } from "../lib/clean-text.ts";
import { foldText } from "./fold-text.ts";

const LOGGED = 5000;

/** Title and text as they are stored, with their keys for searching. */
export function toTextColumns(title: string, text: string) {
  const stored = { title: cleanText(title).trim(), text: cleanText(text).replaceAll("\r\n", "\n") };
  return { ...stored, title_key: foldText(stored.title), text_key: foldText(stored.text) };
}

/** Something must be there, not too much, and of placeholders only what can be filled. */
export function checkText(kind: KnowledgeKind, text: string): void {
  const refuse = (problem: string): never => {
    throw new Refusal("invalid_input", { fields: [{ path: "text", problem }] });
  };
  if (text.trim() === "") refuse("empty");
  if (text.length > LONGEST_TEXT[kind]) refuse(`more than ${LONGEST_TEXT[kind]} characters`);
  const unknown = kind === "response" ? unknownPlaceholders(text) : [];
  if (unknown.length > 0) refuse(`unknown placeholder: ${unknown.join(", ").slice(0, 120)}`);
}

/** What the log of settings keeps of a change; of a very long text its beginning. */
export function toLoggedFields(item: KnowledgeItemView, collection: string): Record<string, unknown> {
  const text = item.text.length > LOGGED ? `${item.text.slice(0, LOGGED).toWellFormed()}…` : item.text;
  const common = { title: item.title, collection, text };
  return item.kind === "response"
    ? { ...common, shortenLinks: item.shortenLinks, files: item.files.map((file) => file.name) }
    : { ...common, locale: item.locale, slug: item.slug, published: item.published };
}
