import type { Moderation } from "@guichet/contract";
import type { ConnectorContext, SendError } from "../connector.ts";
import { accountOf, type Channel } from "./account.ts";
import { type Call, callApi } from "./calling/call-api.ts";
import { isId } from "./reading/words.ts";

type Asked = Pick<Call, "method" | "path" | "json">;

const CALLS: Readonly<Record<Moderation, (id: string, self: string) => Asked>> = {
  like: (id, self) => ({ method: "POST", path: `/2/users/${self}/likes`, json: { tweet_id: id } }),
  unlike: (id, self) => ({ method: "DELETE", path: `/2/users/${self}/likes/${id}` }),
  repost: (id, self) => ({ method: "POST", path: `/2/users/${self}/retweets`, json: { tweet_id: id } }),
  unrepost: (id, self) => ({ method: "DELETE", path: `/2/users/${self}/retweets/${id}` }),
  hide: (id) => ({ method: "PUT", path: `/2/tweets/${id}/hidden`, json: { hidden: true } }),
  unhide: (id) => ({ method: "PUT", path: `/2/tweets/${id}/hidden`, json: { hidden: false } }),
  delete: (id) => ({ method: "DELETE", path: `/2/tweets/${id}` }),
};

/** Likes, passes on or hides what others wrote, deletes what the account wrote. Only under its own posts X lets it hide. All may be done twice. */
export async function moderatePost(
  externalId: string,
  moderation: Moderation,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly error: SendError }> {
  if (!isId(externalId))
    return { ok: false, error: { kind: "invalid_content", code: "no_post", message: "This is no post of X's." } };
  const call = { ...CALLS[moderation](externalId, channel.externalId), timeoutMs: 15_000 };
  const called = await callApi(accountOf(channel), call, ctx);
  if (called.ok) return { ok: true };
  // What is gone is deleted.
  const isGone = moderation === "delete" && (called.error.code === "resource-not-found" || called.error.code === "144");
  return isGone ? { ok: true } : { ok: false, error: called.error };
}
