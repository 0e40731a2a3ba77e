import { createHmac, randomUUID } from "node:crypto";
import type { ChannelId } from "@guichet/contract";
import { type apiInboundEvent, type apiStatus, channelCreated } from "@guichet/contract";
import type { z } from "zod";
import type { Person } from "../house.ts";

export type ApiEvent = z.input<typeof apiInboundEvent>;
export type ApiDoor = {
  readonly channelId: ChannelId;
  post(events: readonly ApiEvent[]): Promise<void>;
  /** What became of messages that were sent through it. */
  tell(statuses: readonly z.input<typeof apiStatus>[]): Promise<void>;
};

const MOST_EVENTS = 200;

/** An API channel through which hundreds of events come at once. `outboundUrl`: where answers go. */
export async function openApiDoor(admin: Person, name: string, outboundUrl = ""): Promise<ApiDoor> {
  const body = { platform: "api", name, settings: { outboundUrl } };
  const { channel, secrets } = await admin.call(channelCreated, "POST", "/channels", body);
  const key = Buffer.from((Object.values(secrets)[0] ?? "").replace(/^whsec_/, ""), "base64");
  return {
    channelId: channel.id,
    async post(events) {
      for (let at = 0; at < events.length; at += MOST_EVENTS) {
        await postSigned(channel.webhookUrl ?? "", key, JSON.stringify({ events: events.slice(at, at + MOST_EVENTS) }));
      }
    },
    async tell(statuses) {
      await postSigned(`${channel.webhookUrl ?? ""}/statuses`, key, JSON.stringify({ statuses }));
    },
  };
}

/** Signed as Standard Webhooks wants it. */
async function postSigned(url: string, key: Buffer, body: string): Promise<void> {
  const id = randomUUID();
  const at = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": at,
    "webhook-signature": `v1,${signature}`,
  };
  const response = await fetch(url, { method: "POST", headers, body });
  if (!response.ok) throw new Error(`The webhook answered ${response.status}: ${await response.text()}`);
}
