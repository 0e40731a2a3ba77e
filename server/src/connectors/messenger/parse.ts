import type { MessengerSettings } from "@guichet/contract";
import { cleanText } from "../../lib/clean-text.ts";
import { assertNever } from "../../lib/never.ts";
import { parseJson } from "../../lib/parse-json.ts";
import type { ChannelForConnector, InboundItem, MediaRef, Parsed, RawDelivery } from "../connector.ts";
import { externalIdOf, type StoredCall, type StoredMessage, storedCall, uploadRef } from "./payloads.ts";
import { toParty } from "./visitor/to-party.ts";

const limits = { maxDepth: 10, maxKeys: 20_000, maxBytes: 4 * 1024 * 1024 };
const knownKinds = new Set<unknown>(storedCall.options.map((option) => option.shape.kind.value));

/** Pure and total: what a visitor's call was stored as, as a thing that happened. */
export function parseDelivery(
  delivery: RawDelivery,
  channels: readonly ChannelForConnector<MessengerSettings>[],
): Parsed {
  const json = parseJson(delivery.body, limits);
  if (!json.ok) return problem("", `The body is not usable JSON: ${json.reason}.`);
  const kind = kindOf(json.value);
  if (kind !== undefined && !knownKinds.has(kind)) return unknownKind(kind, delivery, channels);
  const call = storedCall.safeParse(json.value);
  if (!call.success)
    return problem(pathOf(call.error.issues[0]?.path), call.error.issues[0]?.message ?? "Not readable.");
  const channel = channels.find((each) => each.id === call.data.channelId);
  if (channel === undefined) return problem("/channelId", "The channel is not served here.");
  return { items: [toItem(call.data, channel.externalId, delivery.receivedAt)], problems: [] };
}

function toItem(call: StoredCall, channelExternalId: string, occurredAt: number): InboundItem {
  const base = { channelExternalId, occurredAt, party: toParty(call.visitor) };
  switch (call.kind) {
    case "message":
      return toMessage(call, base);
    case "profile":
      return { ...base, type: "profile" };
    case "receipt":
      return { ...base, type: "delivery", status: call.status, target: { clientRefs: call.messageIds } };
    default:
      return assertNever(call);
  }
}

function toMessage(call: StoredMessage, base: Pick<InboundItem, "channelExternalId" | "occurredAt" | "party">) {
  const item: InboundItem = {
    ...base,
    type: "message",
    externalId: externalIdOf(call.id),
    messageId: call.id.toLowerCase(),
    direction: "in",
    text: cleanText(call.text),
    media: call.attachments.map(toMedia),
    visibility: "private",
    automatic: false,
    ...(call.replyToId === null ? {} : { replyToExternalId: externalIdOf(call.replyToId) }),
  };
  return item;
}

function toMedia({ id, kind, name, type, size }: StoredMessage["attachments"][number]): MediaRef {
  return { kind, ref: uploadRef(id), name: cleanText(name), type: cleanText(type), size };
}

function kindOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
  return typeof value.kind === "string" ? value.kind : undefined;
}

/** A call a newer version stored, read by an older one. */
function unknownKind(
  kind: string,
  { receivedAt }: RawDelivery,
  [channel]: readonly ChannelForConnector<MessengerSettings>[],
): Parsed {
  if (channel === undefined) return problem("/channelId", "The channel is not served here.");
  const item: InboundItem = {
    type: "unknown",
    channelExternalId: channel.externalId,
    occurredAt: receivedAt,
    party: { externalId: "unknown" },
    hint: cleanText(kind.slice(0, 100)),
  };
  return { items: [item], problems: [] };
}

function problem(path: string, reason: string): Parsed {
  return { items: [], problems: [{ path, reason }] };
}

function pathOf(path: readonly PropertyKey[] = []): string {
  return cleanText(path.map((part) => `/${String(part)}`).join("")).slice(0, 300);
}
