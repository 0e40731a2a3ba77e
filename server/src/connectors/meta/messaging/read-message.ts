import type { InboundItem } from "../../connector.ts";
import { idOf, type Json, listOf, memberOf, rawOf, textOf } from "../../read-json.ts";
import { type Happening, instantOf, type Read, unknownKind } from "../happening.ts";
import type { Dialect } from "./dialect.ts";
import type { Exchange } from "./exchange.ts";
import { readMark } from "./own-mark.ts";
import { referralAttributes } from "./referral.ts";

/** What somebody sent that is shown to no app (`is_unsupported`): it was something, and it opens the time for replies. */
const UNSEEN = "❔";

/** A message, an echo of what the Page sent (by us, another app or a person on the phone), or a message taken back. */
export function readMessage(message: Json, exchange: Exchange, happening: Happening, dialect: Dialect): Read {
  const externalId = idOf(message, "mid");
  if (externalId === undefined) return { path: "/message/mid", problem: "The message has no id." };
  const { party, base } = exchange;
  const occurredAt = instantOf(happening.value, "timestamp", happening);
  if (rawOf(message, "is_deleted") === true)
    return { items: [{ type: "message_deleted", ...base, occurredAt, party, externalId }] };
  const isEcho = exchange.byPage || rawOf(message, "is_echo") === true;
  const app = idOf(message, "app_id");
  // Another app's metadata may look like a mark of ours.
  const isOurs = isEcho && (app === undefined || app === happening.appId);
  const mark = isOurs && dialect.returnsMarks ? readMark(textOf(message, "metadata")) : undefined;
  // A piece of ours on its way: nothing of it is new.
  if (mark?.isLast === false)
    return { items: [{ type: "delivery", ...base, occurredAt, party, status: "sent", target: { externalIds: [] } }] };
  const { words, media } = dialect.attachedTo(message, happening);
  const product = productOf(message);
  const about = product === undefined ? [] : [`🛒 ${product}`];
  const said = [textOf(message, "text"), ...words, ...about].filter((part) => part !== undefined).join("\n");
  const text = said === "" && rawOf(message, "is_unsupported") === true ? UNSEEN : said;
  if (text === "" && media.length === 0 && mark === undefined)
    return unknownKind(`message:${kindOf(message)}`, happening);
  const replyTo = idOf(memberOf(message, "reply_to"), "mid");
  const attributes = isEcho ? undefined : referralAttributes(memberOf(message, "referral"));
  const item: InboundItem = {
    type: "message",
    ...base,
    occurredAt,
    party: { ...party, ...(attributes === undefined ? {} : { attributes }) },
    externalId,
    direction: isEcho ? "echo" : "in",
    text,
    media,
    visibility: "private",
    ...(replyTo === undefined ? {} : { replyToExternalId: replyTo }),
    ...(isEcho ? {} : { asks: { profile: true } }),
    automatic: false,
    ...(mark === undefined ? {} : { clientRef: mark.clientRef }),
    ...(isOurs && !dialect.returnsMarks ? { mayBeOurs: true } : {}),
    ...contextOf(message, dialect.contextOf?.(message) ?? {}),
  };
  return { items: [item] };
}

const PLAIN = new Set(["mid", "seq", "is_echo", "app_id", "metadata", "reply_to", "nlp", "traits", "tags"]);

function kindOf(message: Json): string {
  return Object.keys(message).find((key) => !PLAIN.has(key) && rawOf(message, key) !== null) ?? "empty";
}

/** Of a shop on Facebook, by its id there: what a contact asks about (Messenger Platform, `referral`). */
function productOf(message: Json): string | undefined {
  return idOf(memberOf(memberOf(message, "referral"), "product"), "id")
    ?.slice(0, 100)
    .toWellFormed();
}

/** Kept beside it: which quick reply was tapped, which app sent an echo, which product a contact asks about. */
function contextOf(message: Json, more: Readonly<Record<string, unknown>>): { context?: Record<string, unknown> } {
  const quickReply = textOf(memberOf(message, "quick_reply"), "payload")?.slice(0, 1000);
  const app = idOf(message, "app_id");
  const product = productOf(message);
  const commands = listOf(message, "commands").flatMap((one) => textOf(one, "name")?.slice(0, 100) ?? []);
  const told = {
    ...more,
    ...(quickReply === undefined ? {} : { quickReply }),
    ...(app === undefined ? {} : { app }),
    ...(product === undefined ? {} : { product }),
    ...(commands.length === 0 ? {} : { commands: commands.slice(0, 10) }),
  };
  return Object.keys(told).length === 0 ? {} : { context: told };
}
