import { cleanText } from "../../lib/clean-text.ts";
import type { InboundItem } from "../connector.ts";
import { type Json, numberOf } from "../read-json.ts";
import type { Notice } from "./read-envelope.ts";

/** One notice with what is known besides. Epoch milliseconds. */
export type Happening = {
  /** The Page, or the Instagram account. */
  readonly accountId: string;
  /** Our own app: `app_id` of what it sent itself. */
  readonly appId: string;
  readonly value: Json;
  readonly field: string;
  readonly isStandby: boolean;
  readonly sentAt: number;
  readonly receivedAt: number;
};

/** What it comes to; a problem's path begins at the notice's own value. */
export type Read = { readonly items: readonly InboundItem[] } | { readonly path: string; readonly problem: string };

export function toHappening(
  { accountId, list, field, value, sentAt }: Notice,
  receivedAt: number,
  appId: string,
): Happening {
  const noticed = sentAt === undefined ? receivedAt : Math.min(sentAt, receivedAt);
  return { accountId, appId, value, field, isStandby: list === "standby", sentAt: noticed, receivedAt };
}

/** What has no known meaning here: kept, listed and counted. */
export function unknownKind(hint: string, { accountId, receivedAt }: Happening): Read {
  return {
    items: [
      {
        type: "unknown",
        channelExternalId: accountId,
        occurredAt: receivedAt,
        party: { externalId: "unknown" },
        hint: cleanText(hint).slice(0, 100),
      },
    ],
  };
}

/** Seconds on a Page's feed, milliseconds in Messenger, told apart by size; nothing lies in the future. */
export function instantOf(value: Json, key: string, { sentAt, receivedAt }: Happening): number {
  const time = numberOf(value, key);
  if (time === undefined || time <= 0) return sentAt;
  return Math.min(Math.floor(time < 100_000_000_000 ? time * 1000 : time), receivedAt);
}
