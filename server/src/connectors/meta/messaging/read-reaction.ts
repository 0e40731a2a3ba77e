import { cleanText } from "../../../lib/clean-text.ts";
import { idOf, type Json, textOf } from "../../read-json.ts";
import { type Happening, instantOf, type Read } from "../happening.ts";
import type { Dialect } from "./dialect.ts";
import type { Exchange } from "./exchange.ts";

/** Messenger's named reactions; one of another emoji is `other` and brings it along. */
const EMOJI: Readonly<Record<string, string>> = {
  smile: "😆",
  angry: "😠",
  sad: "😢",
  wow: "😮",
  love: "❤️",
  like: "👍",
  dislike: "👎",
};

/** One emoji of a person at a time; taking it back brings none. */
export function readReaction(
  reaction: Json,
  { party, by, byPage, base }: Exchange,
  happening: Happening,
  dialect: Dialect,
): Read {
  const externalId = idOf(reaction, "mid");
  if (externalId === undefined) return { path: "/reaction/mid", problem: "It does not say which message." };
  const name = textOf(reaction, "reaction") ?? "other";
  const emoji = textOf(reaction, "emoji") ?? (Object.hasOwn(EMOJI, name) ? EMOJI[name] : undefined) ?? "❓";
  const isTakenBack = textOf(reaction, "action") === "unreact";
  const opens = !isTakenBack && !byPage && dialect.reactionsOpen?.(happening.accountId) === true;
  return {
    items: [
      {
        type: "reaction",
        ...base,
        occurredAt: instantOf(happening.value, "timestamp", happening),
        party,
        externalId,
        by,
        emoji: isTakenBack ? [] : [cleanText(emoji.slice(0, 40))],
        ...(opens ? { opens } : {}),
      },
    ],
  };
}
