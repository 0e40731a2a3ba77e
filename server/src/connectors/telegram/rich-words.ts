import { arrayOf, type Json, listOf, memberOf, rawOf, recordOf, textOf } from "../read-json.ts";

/** Members of a block that hold words or other blocks, in the order in which they are read. */
const MEMBERS = ["label", "summary", "text", "expression", "items", "blocks", "cells", "caption", "credit"] as const;

/**
 * A rich message (Bot API 10.1, `RichMessage`) as plain words, its blocks one under the other. Only bots write them, but
 * anybody may pass one on. A kind of block that is not known says what it has in the usual members.
 */
export function richWords(rich: Json): string {
  return listOf(rich, "blocks")
    .map(blockWords)
    .filter((words) => words !== "")
    .join("\n");
}

function blockWords(block: Json): string {
  const parts = MEMBERS.map((member) => memberWords(block, member)).filter((words) => words !== "");
  // What numbers an item stands beside it.
  const [label = "", ...rest] = parts;
  return textOf(block, "label") === undefined ? parts.join("\n") : [label, rest.join("\n")].join(" ").trim();
}

function memberWords(block: Json, member: (typeof MEMBERS)[number]): string {
  switch (member) {
    case "items":
    case "blocks":
      return listOf(block, member)
        .map(blockWords)
        .filter((words) => words !== "")
        .join("\n");
    case "cells":
      return arrayOf(block, member).map(rowWords).join("\n");
    case "caption":
      return captionWords(block);
    default:
      return inlineWords(rawOf(block, member));
  }
}

function rowWords(row: unknown): string {
  return listOf({ row }, "row")
    .map((cell) => inlineWords(rawOf(cell, "text")))
    .join(" | ");
}

function captionWords(block: Json): string {
  const caption = memberOf(block, "caption");
  return caption === undefined ? inlineWords(rawOf(block, "caption")) : blockWords(caption);
}

/** `RichText`: words, a list of such, or words with a form. An address that hides behind words stands after them. */
function inlineWords(text: unknown): string {
  if (typeof text === "string") return textOf({ text }, "text") ?? "";
  if (Array.isArray(text)) return text.map(inlineWords).join("");
  const of = recordOf(text);
  if (of === undefined) return "";
  const words =
    textOf(of, "alternative_text") ?? textOf(of, "expression") ?? inlineWords(rawOf(of, "text") ?? rawOf(of, "button"));
  const url = textOf(of, "url");
  return url === undefined || words.includes(url) ? words : `${words} (${url})`;
}
