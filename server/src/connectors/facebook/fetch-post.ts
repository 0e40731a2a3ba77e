import type { ConnectorContext } from "../connector.ts";
import type { LookedUpPost } from "../look-ups.ts";
import { callGraph } from "../meta/call-graph.ts";
import { isWebAddress, mediaOfUrl } from "../meta/web-media.ts";
import { type Json, listOf, memberOf, rawOf, textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";

const FIELDS = [
  "id",
  "message",
  "story",
  "permalink_url",
  "full_picture",
  "is_published",
  "call_to_action",
  "attachments{media_type,media,title,description,url}",
].join(",");

/** `GET /{post-id}`: what a comment's notice does not say of the post above it, an unpublished advertisement's too. */
export async function fetchPost(postId: string, channel: Channel, ctx: ConnectorContext): Promise<LookedUpPost> {
  const call = { method: "GET", path: postId, query: { fields: FIELDS }, timeoutMs: 15_000 } as const;
  const called = await callGraph(accountOf(channel), call, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const { body } = called;
  const url = textOf(body, "permalink_url");
  const picture = textOf(body, "full_picture") ?? pictureOf(body);
  const isPicture = picture !== undefined && isWebAddress(picture);
  return {
    ok: true,
    post: {
      text: wordsOf(body),
      ...(url === undefined ? {} : { url }),
      dark: rawOf(body, "is_published") === false,
      ...(isPicture ? { image: mediaOfUrl("image", picture) } : {}),
    },
  };
}

/** Its words, else what it shares; under them where an advertisement's button leads. */
function wordsOf(post: Json): string {
  const [shared] = listOf(memberOf(post, "attachments"), "data");
  const said = textOf(post, "message") ?? textOf(post, "story");
  const title = textOf(shared, "title");
  const description = textOf(shared, "description");
  const link = textOf(memberOf(memberOf(post, "call_to_action"), "value"), "link");
  const parts = [
    said,
    title,
    said === undefined ? description : undefined,
    link === undefined ? undefined : `🔗 ${link}`,
  ];
  const known = parts.filter((part) => part !== undefined);
  return known.filter((part, index) => !known.slice(0, index).some((other) => other.includes(part))).join("\n");
}

function pictureOf(post: Json): string | undefined {
  const [shared] = listOf(memberOf(post, "attachments"), "data");
  return textOf(memberOf(memberOf(shared, "media"), "image"), "src");
}
