import { createHmac } from "node:crypto";
import { newToken, sameBytes } from "../../lib/token.ts";
import type { Connector } from "../connector.ts";

type LoopbackBody = { readonly id: string; readonly at: number; readonly text: string };

/**
 * The channel of the health probe (I21): a synthetic message walks through the same door, signature, store, intake, outbox
 * and connector as everybody's, without leaving the machine.
 */
export function createLoopbackConnector(): Connector<Record<string, never>> {
  return {
    platform: "loopback",
    parseSettings: () => ({}),
    splitSecrets: (settings) => ({ settings, secrets: {} }),
    makeSecrets: () => ({ endpoint: { signing: newToken() }, shown: {} }),
    externalId: (_settings, channelId) => channelId,
    address: () => "loopback",
    verify(request, endpoint) {
      const given = request.headers["x-guichet-signature"] ?? "";
      const good = (endpoint.secrets.signing ?? []).some((secret) =>
        sameBytes(given, signLoopback(request.body, secret)),
      );
      return good ? { ok: true } : { ok: false, status: 401, reason: "signature" };
    },
    parse(delivery, channels) {
      const channel = channels[0];
      const body = readBody(delivery.body);
      if (channel === undefined || body === undefined)
        return { items: [], problems: [{ path: "", reason: "not a probe" }] };
      const base = {
        channelExternalId: channel.externalId,
        occurredAt: body.at,
        party: { externalId: "probe", displayName: "Probe" },
      };
      return {
        items: [
          {
            ...base,
            type: "message",
            externalId: body.id,
            direction: "in",
            text: body.text,
            media: [],
            visibility: "private",
            automatic: true,
          },
        ],
        problems: [],
      };
    },
    send: async (message) => ({ ok: true, externalId: message.clientRef }),
    health: async () => ({ state: "ok", checks: [] }),
  };
}

export function signLoopback(body: Uint8Array, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

function readBody(bytes: Uint8Array): LoopbackBody | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (typeof value !== "object" || value === null || !("id" in value) || !("at" in value) || !("text" in value))
      return undefined;
    const { id, at, text } = value;
    return typeof id === "string" && typeof at === "number" && typeof text === "string" ? { id, at, text } : undefined;
  } catch {
    return undefined;
  }
}
