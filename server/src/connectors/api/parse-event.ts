import { apiInboundEvent } from "@guichet/contract";
import type { z } from "zod";
import { cleanText } from "../../lib/clean-text.ts";
import type { InboundItem, InboundParty, MediaRef } from "../connector.ts";

type Event = z.infer<typeof apiInboundEvent>;
type MessageEvent = Extract<Event, { type: "message" }>;
/** What one element became. */
export type Read = InboundItem | { readonly problem: string };
export type ReadContext = { readonly channelExternalId: string; readonly receivedAt: number };

const knownTypes = new Set<unknown>(apiInboundEvent.options.map((option) => option.shape.type.value));

/** One posted event in our words. A kind we do not know is kept as `unknown`, a broken one of a known kind is a problem. */
export function toInboundItem(value: unknown, context: ReadContext): Read {
  const type = typeOf(value);
  if (type === undefined) return { problem: "An event is an object with a type." };
  if (!knownTypes.has(type)) return unknownItem(type, context);
  const parsed = apiInboundEvent.safeParse(value);
  if (!parsed.success) return { problem: firstIssue(parsed.error) };
  return toItem(parsed.data, context);
}

/** Where and what, in the words of the schema; never the value itself. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "It does not have the right form." : `${issue.path.join(".")}: ${issue.message}`;
}

function typeOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
  return typeof value.type === "string" ? value.type : undefined;
}

function unknownItem(type: string, { channelExternalId, receivedAt }: ReadContext): InboundItem {
  const hint = cleanText(type.slice(0, 100));
  return { type: "unknown", channelExternalId, occurredAt: receivedAt, party: { externalId: "unknown" }, hint };
}

function toItem(event: Event, { channelExternalId, receivedAt }: ReadContext): Read {
  const base = { channelExternalId, occurredAt: receivedAt, party: toParty(event.contact) };
  switch (event.type) {
    case "message":
      return toMessage(event, base);
    case "message_edited":
      return { ...base, type: "message_edited", externalId: cleanText(event.id), text: cleanText(event.text) };
    case "message_deleted":
      return { ...base, type: "message_deleted", externalId: cleanText(event.id) };
    case "typing":
      return { ...base, type: "typing", on: event.on };
  }
}

function toMessage(event: MessageEvent, base: Pick<InboundItem, "channelExternalId" | "occurredAt" | "party">): Read {
  const media = (event.files ?? []).map(toMedia);
  if (!event.text && media.length === 0) return { problem: "A message has a text or a file." };
  return {
    ...base,
    type: "message",
    externalId: cleanText(event.id),
    direction: "in",
    // A sender's clock that runs ahead must not put the message behind answers to it.
    occurredAt: event.at === undefined ? base.occurredAt : Math.min(Date.parse(event.at), base.occurredAt),
    text: cleanText(event.text ?? ""),
    media,
    visibility: event.visibility ?? "private",
    automatic: false,
    ...(event.subject === undefined ? {} : { subject: cleanText(event.subject) }),
    ...(event.thread === undefined ? {} : { threadKey: cleanText(event.thread) }),
    ...(event.post === undefined ? {} : { post: toPost(event.post) }),
    ...(event.replyTo === undefined ? {} : { replyToExternalId: cleanText(event.replyTo) }),
  };
}

/** The other system vouches for its contacts by its signature. */
function toParty({ id, name, handle, attributes, avatarUrl }: Event["contact"]): InboundParty {
  return {
    externalId: cleanText(id),
    verified: true,
    ...(name === undefined ? {} : { displayName: cleanText(name) }),
    ...(handle === undefined ? {} : { handle: cleanText(handle) }),
    ...(attributes === undefined ? {} : { attributes: cleanAttributes(attributes) }),
    ...(avatarUrl === undefined ? {} : { photo: avatarUrl === null ? null : { ref: cleanText(avatarUrl) } }),
  };
}

function cleanAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [cleanText(name), cleanText(value)]));
}

function toMedia({ url, name, type }: NonNullable<MessageEvent["files"]>[number]): MediaRef {
  return {
    kind: kindOf(type),
    ref: cleanText(url),
    ...(name === undefined ? {} : { name: cleanText(name) }),
    ...(type === undefined ? {} : { type: cleanText(type) }),
  };
}

function toPost({ text = "", image, url, dark = false }: NonNullable<MessageEvent["post"]>) {
  return {
    ...{ text: cleanText(text), dark },
    ...(url === undefined ? {} : { url: cleanText(url) }),
    ...(image === undefined || image === "" ? {} : { image: toImage(cleanText(image)) }),
  };
}

/** Named as the other system names the file. */
function toImage(ref: string): MediaRef {
  const name = URL.parse(ref)?.pathname.split("/").at(-1) ?? "";
  return { kind: "image", ref, ...(name === "" ? {} : { name }) };
}

function kindOf(type = ""): MediaRef["kind"] {
  const [kind] = type.toLowerCase().split("/");
  return kind === "image" || kind === "video" || kind === "audio" ? kind : "file";
}
