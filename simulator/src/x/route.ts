import {
  addWebhook,
  isSubscribed,
  listWebhooks,
  removeWebhook,
  subscribe,
  unsubscribe,
  validateWebhook,
} from "./app-api.ts";
import { addPiece, beginUpload, endUpload, uploadStatus } from "./media-api.ts";
import { toDirectPage, toOnePost, toPostPage, toV2User } from "./read.ts";
import { type Post, Refused } from "./wire.ts";
import { createDirect, createPost, deletePost, findPost, hidePost, likePost, repost } from "./write-api.ts";
import type { Account, XWorld } from "./x-world.ts";

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** For multipart bodies. */
  readonly request: Request;
};
type AsUser = (world: XWorld, account: Account, call: Call, part: string) => object | Promise<object>;
type AsApp = (world: XWorld, call: Call, part: string, other: string) => object | Promise<object>;

/** `METHOD path`; a part in braces becomes the handler's; `limit`: whose calls are counted together. */
type Route<Handler> = { readonly on: RegExp; readonly limit: string; readonly run: Handler };
const route = <Handler>(method: string, path: string, limit: string, run: Handler): Route<Handler> => ({
  on: new RegExp(`^${method} ${path.replaceAll("{}", "([^/]+)")}$`),
  limit,
  run,
});

const AS_USER: readonly Route<AsUser>[] = [
  route("GET", "/2/users/me", "GET me", (_world, { person }) => ({ data: toV2User(person) })),
  route("POST", "/2/tweets", "POST tweets", (world, account, { body }) => createPost(world, account, body)),
  route("DELETE", "/2/tweets/{}", "DELETE tweets", (world, account, _call, id) => deletePost(world, account, id)),
  route("PUT", "/2/tweets/{}/hidden", "PUT hidden", (world, account, { body }, id) =>
    hidePost(world, account, id, body),
  ),
  route("GET", "/2/tweets/{}", "GET tweets", (world, _account, _call, id) => toOnePost(world, findPost(world, id))),
  route("POST", "/2/users/{}/likes", "POST likes", (world, account, { body }) =>
    likePost(world, account, body.tweet_id, true),
  ),
  route("DELETE", "/2/users/[^/]+/likes/{}", "DELETE likes", (world, account, _call, id) =>
    likePost(world, account, id, false),
  ),
  route("POST", "/2/users/{}/retweets", "POST retweets", (world, account, { body }) =>
    repost(world, account, body.tweet_id, true),
  ),
  route("DELETE", "/2/users/[^/]+/retweets/{}", "DELETE retweets", (world, account, _call, id) =>
    repost(world, account, id, false),
  ),
  route("GET", "/2/users/{}/mentions", "GET mentions", (world, { person }, { query }) =>
    toPostPage(
      world,
      newestFirst(
        world.posts.filter((one) => one.named.includes(person) && !one.deleted),
        query,
      ),
    ),
  ),
  route("GET", "/2/users/{}/tweets", "GET own", (world, { person }, { query }) =>
    toPostPage(
      world,
      newestFirst(
        world.posts.filter((one) => one.by === person && !one.deleted),
        query,
      ),
    ),
  ),
  route("GET", "/2/dm_events", "GET dm", (world, { person }) =>
    toDirectPage(
      world,
      world.directs
        .filter(({ from, to }) => from === person || to === person)
        .toReversed()
        .slice(0, 100),
    ),
  ),
  route("GET", "/2/dm_conversations/with/{}/dm_events", "GET dm", (world, { person }, _call, id) => {
    const between = ({ from, to }: { from: { id: string }; to: { id: string } }) =>
      (from === person && to.id === id) || (to === person && from.id === id);
    return toDirectPage(world, world.directs.filter(between).toReversed().slice(0, 100));
  }),
  route("POST", "/2/dm_conversations/with/{}/messages", "POST dm", (world, account, { body }, id) =>
    createDirect(world, account, id, body),
  ),
  route("POST", "/2/media/upload/initialize", "POST media", (world, account, { body }) =>
    beginUpload(world, account, body),
  ),
  route("POST", "/2/media/upload/{}/append", "POST media", (world, account, { request }, id) =>
    addPiece(world, account, id, request),
  ),
  route("POST", "/2/media/upload/{}/finalize", "POST media", (world, account, _call, id) =>
    endUpload(world, account, id),
  ),
  route("GET", "/2/media/upload", "GET media", (world, account, { query }) =>
    uploadStatus(world, account, query.get("media_id") ?? ""),
  ),
  route(
    "POST",
    "/2/account_activity/webhooks/{}/subscriptions/all",
    "POST subscriptions",
    (world, account, _call, id) => subscribe(world, account, id),
  ),
  route("GET", "/2/account_activity/webhooks/{}/subscriptions/all", "GET subscriptions", (world, account, _call, id) =>
    isSubscribed(world, account, id),
  ),
];

const AS_APP: readonly Route<AsApp>[] = [
  route("GET", "/2/webhooks", "GET webhooks", (world) => listWebhooks(world)),
  route("POST", "/2/webhooks", "POST webhooks", (world, { body }) => addWebhook(world, body)),
  route("PUT", "/2/webhooks/{}", "PUT webhooks", (world, _call, id) => validateWebhook(world, id)),
  route("DELETE", "/2/webhooks/{}", "DELETE webhooks", (world, _call, id) => removeWebhook(world, id)),
  route(
    "DELETE",
    "/2/account_activity/webhooks/{}/subscriptions/{}/all",
    "DELETE subscriptions",
    (world, _call, id, person) => unsubscribe(world, id, person),
  ),
  route("GET", "/2/usage/tweets", "GET usage", () => ({
    data: { project_cap: "15000", project_usage: "120", cap_reset_day: 5 },
  })),
  route("GET", "/2/tweets/search/recent", "GET search", (world, { query }) =>
    toPostPage(
      world,
      newestFirst(
        world.posts.filter((one) => !one.deleted && matches(query.get("query") ?? "", one)),
        query,
      ),
    ),
  ),
];

export type Matched = { readonly limit: string; readonly run: () => object | Promise<object> };

/** Undefined: there is no such method for who asks. */
export function routeAsUser(world: XWorld, account: Account, call: Call): Matched | undefined {
  for (const { on, limit, run } of AS_USER) {
    const found = on.exec(`${call.method} ${call.path}`);
    if (found !== null && !call.path.endsWith("/search/recent"))
      return { limit, run: () => run(world, account, call, found[1] ?? "") };
  }
  return undefined;
}

export function routeAsApp(world: XWorld, call: Call): Matched | undefined {
  for (const { on, limit, run } of AS_APP) {
    const found = on.exec(`${call.method} ${call.path}`);
    if (found !== null) return { limit, run: () => run(world, call, found[1] ?? "", found[2] ?? "") };
  }
  return undefined;
}

/** Of what is asked for since an id, the newest first. */
function newestFirst(posts: readonly Post[], query: URLSearchParams): Post[] {
  const since = BigInt(query.get("since_id") ?? "0");
  const most = Number(query.get("max_results") ?? "10");
  if (!(most >= 5 && most <= 100)) throw new Refused(400, "invalid-request", "max_results must be from 5 to 100.");
  return posts
    .filter(({ id }) => BigInt(id) > since)
    .toReversed()
    .slice(0, most);
}

/** Words and quoted phrases, all of them, or one side of an OR; operators that leave something out are obeyed by having nothing. */
function matches(query: string, { text }: Post): boolean {
  const words = query
    .replace(/-is:\w+/g, "")
    .replace(/[()]/g, " ")
    .trim();
  if (words === "") throw new Refused(400, "invalid-request", "There is no query.");
  const low = text.toLowerCase();
  return words.split(/\sOR\s/).some((side) => {
    const wanted = [...side.matchAll(/"([^"]+)"|(\S+)/g)].map(([, phrase, word]) =>
      (phrase ?? word ?? "").toLowerCase(),
    );
    return wanted.every((one) => low.includes(one));
  });
}
