import type { ConnectorContext } from "../connector.ts";
import type { LookedUpPost } from "../look-ups.ts";
import { memberOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";
import { callApi } from "./calling/call-api.ts";
import { addressOfPost } from "./reading/post.ts";
import { POST_QUERY, readV2Post } from "./reading/read-v2-post.ts";
import { isId } from "./reading/words.ts";

/** `GET /2/tweets/{id}`: the post that a contact answered, with its first picture. */
export async function fetchPost(postId: string, channel: Channel, ctx: ConnectorContext): Promise<LookedUpPost> {
  if (!isId(postId))
    return { ok: false, error: { kind: "invalid_content", code: "no_post", message: "No post of X's." } };
  const call = { method: "GET", path: `/2/tweets/${postId}`, query: POST_QUERY, timeoutMs: 15_000 } as const;
  const called = await callApi(accountOf(channel), call, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const { body } = called;
  const reading = { accountId: channel.externalId, receivedAt: ctx.now() };
  const post = readV2Post(memberOf(body, "data") ?? {}, memberOf(body, "includes"), reading);
  if (post === undefined)
    return { ok: false, error: { kind: "invalid_content", code: "no_post", message: "X no longer has the post." } };
  const [image] = post.media.filter(({ kind }) => kind === "image");
  const { handle = "@i" } = post.author;
  const words = post.author.externalId === channel.externalId ? post.text : `${handle}: ${post.text}`;
  return {
    ok: true,
    post: { text: words, url: addressOfPost(post.id, handle.slice(1)), dark: false, ...(image ? { image } : {}) },
  };
}
