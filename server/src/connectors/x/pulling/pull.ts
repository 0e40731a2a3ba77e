import type { AcceptDelivery, ConnectorContext } from "../../connector.ts";
import { accountOf, type Channel } from "../account.ts";
import { getAppToken } from "../calling/app-token.ts";
import { POST_QUERY } from "../reading/read-v2-post.ts";
import { type List, pullList, type Rests } from "./pull-list.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** After deliveries that failed X hardly comes again: what named the account, and private messages, are asked for (30 days). */
export async function pullMissed(
  channel: Channel,
  accept: AcceptDelivery,
  ctx: ConnectorContext,
  rests: Rests,
): Promise<void> {
  const common = { nextAs: "pagination_token", firstMs: 0 } as const;
  const mentions: List = {
    ...common,
    ...{ name: "mentions", limit: "mentions", of: "posts", takesSince: true, longestMs: 7 * DAY_MS },
    path: `/2/users/${channel.externalId}/mentions`,
    query: { ...POST_QUERY, max_results: "100" },
  };
  const direct: List = {
    ...common,
    ...{ name: "direct", limit: "direct", of: "direct", takesSince: false, longestMs: 29 * DAY_MS },
    path: "/2/dm_events",
    query: {
      ...{ event_types: "MessageCreate", max_results: "100" },
      "dm_event.fields": "id,event_type,text,created_at,sender_id,dm_conversation_id,attachments,entities",
      expansions: "sender_id,attachments.media_keys",
      "user.fields": POST_QUERY["user.fields"],
      "media.fields": POST_QUERY["media.fields"],
    },
  };
  for (const list of [mentions, direct]) await pullList(list, channel, accept, ctx, rests);
}

/**
 * Whatever anybody writes with these words (W154), asked for as the app; a new search begins ten minutes back, so that one sees
 * what it finds. X keeps a week.
 */
export async function pullSearches(
  channel: Channel,
  accept: AcceptDelivery,
  ctx: ConnectorContext,
  rests: Rests,
): Promise<void> {
  const { searchQueries } = channel.settings;
  if (searchQueries.length === 0) return;
  const token = await getAppToken(accountOf(channel), ctx);
  if (!token.ok) return ctx.log("warn", "X did not let the app search; asked again later", { code: token.error.code });
  for (const query of searchQueries) {
    const search: List = {
      ...{
        name: `search ${query}`,
        limit: "search",
        of: "posts",
        takesSince: true,
        nextAs: "next_token",
        bearer: token.bearer,
      },
      ...{ firstMs: 10 * MINUTE_MS, longestMs: 6 * DAY_MS, path: "/2/tweets/search/recent" },
      query: { ...POST_QUERY, max_results: "100", query: withoutReposts(query) },
    };
    await pullList(search, channel, accept, ctx, rests);
  }
}

/** Of what was reposted a thousand times the post itself is enough. */
function withoutReposts(query: string): string {
  return /(^|\s)-?is:retweet\b/.test(query) ? query : `(${query}) -is:retweet`;
}
