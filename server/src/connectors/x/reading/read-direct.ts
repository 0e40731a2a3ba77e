import type { InboundItem, InboundParty, MediaRef } from "../../connector.ts";
import { idOf, type Json, memberOf, numberOf, textOf } from "../../read-json.ts";
import { mediaOfEntities, mediaOfKeys } from "./media.ts";
import { placeWords } from "./place-words.ts";
import { type Read, type Reading, unknownKind } from "./post.ts";
import { authorOf } from "./read-tweet.ts";
import { keysOf, userIn } from "./read-v2-post.ts";
import { isId, urlsOf, wordsOf } from "./words.ts";

type Direct = {
  readonly id: string;
  readonly senderId: string;
  /** The other side. */
  readonly party: InboundParty;
  readonly at: number;
  readonly text: string;
  readonly media: readonly MediaRef[];
  /** What the pressed button carries. */
  readonly choice?: string;
};

/** A private message in the older form (`direct_message_events`); `users` names both sides. */
export function readDirect(event: Json, users: Json | undefined, reading: Reading): Read {
  const type = textOf(event, "type") ?? "";
  if (type !== "message_create") return { items: [unknownKind(`direct_message:${type}`, reading)] };
  const made = memberOf(event, "message_create");
  const id = idOf(event, "id");
  const senderId = idOf(made, "sender_id");
  const recipientId = idOf(memberOf(made, "target"), "recipient_id");
  if (
    id === undefined ||
    senderId === undefined ||
    recipientId === undefined ||
    ![id, senderId, recipientId].every(isId)
  )
    return { problem: "It does not say which message, or whose." };
  const data = memberOf(made, "message_data");
  const attachment = memberOf(data, "attachment");
  const attached = [memberOf(attachment, "media")].filter((one) => one !== undefined);
  const written = wordsOf(textOf(data, "text") ?? "", urlsOf(memberOf(data, "entities")), attached);
  const choice = textOf(memberOf(data, "quick_reply_response"), "metadata");
  const otherId = senderId === reading.accountId ? recipientId : senderId;
  const told = memberOf(users, otherId);
  return toItem(
    {
      ...{ id, senderId },
      party: authorOf({ id: otherId, ...told, ...memberOf(told, "data") }) ?? { externalId: otherId },
      at: numberOf(event, "created_timestamp") ?? reading.receivedAt,
      text: [written, placeWords(memberOf(attachment, "location"))].filter((line) => line !== "").join("\n"),
      media: mediaOfEntities(attached),
      ...(choice === undefined ? {} : { choice: choice.slice(0, 1000).toWellFormed() }),
    },
    reading,
  );
}

/** The same in the newer form (`/2/dm_events`). */
export function readDirectV2(event: Json, includes: Json | undefined, reading: Reading): Read {
  const type = textOf(event, "event_type") ?? "";
  if (type !== "MessageCreate") return { items: [unknownKind(`dm_event:${type}`, reading)] };
  const id = textOf(event, "id");
  const senderId = textOf(event, "sender_id");
  const ids = (textOf(event, "dm_conversation_id") ?? "").split("-");
  // A group's id is one number: whoever writes there writes to all of it.
  if (ids.length !== 2 || !ids.includes(reading.accountId)) return { items: [unknownKind("dm_event:group", reading)] };
  const other = senderId === reading.accountId ? ids.find((one) => one !== reading.accountId) : senderId;
  if (id === undefined || senderId === undefined || other === undefined || ![id, senderId, other].every(isId))
    return { problem: "It does not say which message, or whose." };
  const at = Date.parse(textOf(event, "created_at") ?? "");
  const media = mediaOfKeys(keysOf(event), includes);
  const written = textOf(event, "text") ?? "";
  return toItem(
    {
      ...{ id, senderId, media },
      party: userIn(includes, other) ?? { externalId: other },
      at: Number.isFinite(at) ? at : reading.receivedAt,
      text: wordsOf(
        written,
        urlsOf(memberOf(event, "entities")),
        media.length > 0 ? [{ url: lastAddress(written) }] : [],
      ),
    },
    reading,
  );
}

/** The address of a file stands behind the words. */
function lastAddress(text: string): string | undefined {
  return /https:\/\/t\.co\/\w+$/.exec(text)?.[0];
}

function toItem({ id, senderId, party, at, text, media, choice }: Direct, reading: Reading): Read {
  const isOwn = senderId === reading.accountId;
  const item: InboundItem = {
    type: "message",
    channelExternalId: reading.accountId,
    occurredAt: Math.min(Math.max(0, at), reading.receivedAt),
    party,
    externalId: id,
    direction: isOwn ? "echo" : "in",
    text: text === "" && media.length === 0 ? "❔" : text,
    media,
    visibility: "private",
    ...(isOwn ? { mayBeOurs: true } : {}),
    automatic: false,
    ...(choice === undefined ? {} : { context: { choice } }),
  };
  return { items: [item] };
}

/** Somebody is writing, or has seen everything up to a moment. */
export function readPresence(kind: "typing" | "read", event: Json, reading: Reading): Read {
  const senderId = idOf(event, "sender_id");
  if (senderId === undefined || !isId(senderId)) return { problem: "It does not say who." };
  const told = numberOf(event, "created_timestamp") ?? reading.receivedAt;
  const at = Math.min(Math.max(0, Math.floor(told)), reading.receivedAt);
  const base = { channelExternalId: reading.accountId, occurredAt: at, party: { externalId: senderId } };
  // What the account does itself, on another device, is nobody's news.
  if (senderId === reading.accountId) return { items: [unknownKind(`${kind}:own`, reading)] };
  return kind === "typing"
    ? { items: [{ ...base, type: "typing", on: true }] }
    : { items: [{ ...base, type: "delivery", status: "read", target: { upTo: at } }] };
}
