import type { MessengerSettings } from "@guichet/contract";
import type { Connector, Media, MediaRef } from "../connector.ts";
import { makeIdentitySecret } from "./identity-secret.ts";
import { parseDelivery } from "./parse.ts";
import { readUploadRef } from "./payloads.ts";
import { sendMessage } from "./send.ts";
import { parseSettings } from "./settings.ts";

/**
 * The web messenger. Visitors come through its own door (`messenger.routes.ts`), which proves who they are before it accepts
 * anything; nothing can be posted to its webhook address.
 */
export function createMessengerConnector(): Connector<MessengerSettings> {
  return {
    platform: "messenger",
    parseSettings,
    splitSecrets: (settings) => ({ settings, secrets: {} }),
    makeSecrets: makeIdentitySecret,
    externalId: (_settings, channelId) => channelId,
    address: (settings) => settings.allowedOrigins.join(", "),
    verify: () => ({ ok: false, status: 403, reason: "The messenger has no webhook." }),
    parse: parseDelivery,
    send: sendMessage,
    fetchMedia: (media) => Promise.resolve(findUpload(media)),
    health: () => Promise.resolve({ state: "ok", checks: [{ name: "door", ok: true }] }),
  };
}

/** What a visitor attached was uploaded before the message: it lies in our file store already. */
function findUpload(media: MediaRef): Media {
  const attachmentId = readUploadRef(media.ref);
  if (attachmentId !== undefined) return { ok: true, attachmentId };
  const error = { kind: "not_supported", code: "no_upload", message: "The file was never uploaded." } as const;
  return { ok: false, error };
}
