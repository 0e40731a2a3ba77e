import type { TelegramSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, Media } from "../connector.ts";
import type { LookedUpProfile } from "../look-ups.ts";
import { arrayOf, numberOf, recordOf, textOf } from "../read-json.ts";
import { accountOf, callMethod } from "./call-method.ts";
import { fetchMedia } from "./fetch-media.ts";

type Channel = ChannelForConnector<TelegramSettings>;

/** Pixels a side that are enough for a face; Telegram keeps several sizes, the smallest first. */
const ENOUGH = 160;

/**
 * `getUserProfilePhotos`: a message brings the name, and not the picture. It is named by a file id, which is another one each time;
 * `file_unique_id` stays. Only people have pictures of this kind.
 */
export async function fetchProfile(id: string, channel: Channel, ctx: ConnectorContext): Promise<LookedUpProfile> {
  if (!/^\d{1,20}$/.test(id)) return { ok: true, profile: {} };
  const called = await callMethod(accountOf(channel), "getUserProfilePhotos", { user_id: Number(id), limit: 1 }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const told = recordOf(called.result);
  const [latest] = arrayOf(told, "photos");
  const sizes = Array.isArray(latest) ? latest.map((size: unknown) => recordOf(size)) : [];
  const chosen = sizes.find((size) => (numberOf(size, "width") ?? 0) >= ENOUGH) ?? sizes.at(-1);
  const ref = textOf(chosen, "file_id");
  const same = textOf(chosen, "file_unique_id");
  if (ref !== undefined) return { ok: true, profile: { photo: { ref, ...(same === undefined ? {} : { same }) } } };
  return { ok: true, profile: numberOf(told, "total_count") === 0 ? { photo: null } : {} };
}

export async function fetchPhoto(ref: string, channel: Channel, ctx: ConnectorContext): Promise<Media> {
  return await fetchMedia({ kind: "image", ref }, channel, ctx);
}
