import { type Json, listOf, memberOf, numberOf, textOf } from "../read-json.ts";
import { nameOf } from "./place.ts";
import { idOf } from "./read-id.ts";

/** What comes in a member of its own and is no file, as a sign and the facts (Bot API, `Message`). */
const SIGNS: Readonly<Record<string, (of: Json) => string>> = {
  story: storyWords,
  web_app_data: (of) => joined(`📋 ${textOf(of, "button_text") ?? ""}`, textOf(of, "data")),
  successful_payment: (of) => joined(`💳 ${amountOf(of)}`, textOf(of, "invoice_payload")),
  refunded_payment: (of) => joined(`💳 ↩ ${amountOf(of)}`, textOf(of, "invoice_payload")),
  invoice: (of) => joined(`🧾 ${textOf(of, "title") ?? ""}`, amountOf(of)),
  gift: (of) => joined(`🎁 ${textOf(memberOf(memberOf(of, "gift"), "sticker"), "emoji") ?? ""}`, textOf(of, "text")),
  unique_gift: (of) => `🎁 ${uniqueName(memberOf(of, "gift"))}`.trim(),
  giveaway: () => "🎁",
  giveaway_winners: () => "🎁",
  game: (of) => joined(`🎮 ${textOf(of, "title") ?? ""}`, textOf(of, "description")),
  users_shared: (of) => listOf(of, "users").map(sharedWords).join("\n"),
  chat_shared: sharedWords,
};

/** Undefined: nothing of this is in it. */
export function signIn(message: Json): string | undefined {
  for (const [member, words] of Object.entries(SIGNS)) {
    const of = memberOf(message, member);
    if (of !== undefined) return words(of) || undefined;
  }
  return undefined;
}

/** Whose story, and where it can be looked at while it is there. */
export function storyWords(story: Json): string {
  const chat = memberOf(story, "chat");
  const [id, username] = [idOf(story, "id"), textOf(chat, "username")];
  const link = id !== undefined && username !== undefined ? `https://t.me/${username}/s/${id}` : undefined;
  return joined(`📖 ${nameOf(chat) ?? ""}`, link);
}

/** Telegram counts in the smallest unit of a currency; stars (`XTR`) are whole. */
function amountOf(payment: Json): string {
  const [currency, amount] = [textOf(payment, "currency"), numberOf(payment, "total_amount")];
  if (amount === undefined) return currency ?? "";
  const digits = currency === undefined || currency === "XTR" ? 0 : digitsOf(currency);
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency ?? ""}`.trim();
}

function digitsOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 0;
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function uniqueName(gift: Json | undefined): string {
  const [base, number] = [textOf(gift, "base_name"), numberOf(gift, "number")];
  if (base === undefined) return textOf(gift, "name") ?? "";
  return number === undefined ? base : `${base} #${number}`;
}

/** Somebody, or a chat, that was chosen at the bot's wish. */
function sharedWords(of: Json): string {
  const username = textOf(of, "username");
  const id = idOf(of, "user_id") ?? idOf(of, "chat_id");
  return joined(`👤 ${nameOf(of) ?? id ?? ""}`, username === undefined ? undefined : `@${username}`);
}

function joined(...lines: readonly (string | undefined)[]): string {
  return lines.flatMap((line) => (line === undefined || line.trim() === "" ? [] : [line.trim()])).join("\n");
}
