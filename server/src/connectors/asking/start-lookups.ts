import type { ChannelId, EndpointId, OrganizationId } from "@guichet/contract";
import {
  claimLookup,
  isOnlyLookup,
  type Lookup,
  putOffLookup,
  recordPost,
  recordProfile,
} from "../../conversations/index.ts";
import { backoffMs } from "../../lib/backoff.ts";
import type { AcceptDelivery } from "../accept-delivery.ts";
import { isAskedAgain } from "../asked-again.ts";
import { type ChannelWorker, startChannelWorker } from "../channel-worker.ts";
import type { ChannelForConnector, ConnectorContext, SendError } from "../connector.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "../connector-ctx.ts";
import type { Connectors } from "../connectors.ts";
import type { LookedUpPost } from "../look-ups.ts";
import { cleanParty, toPost } from "../to-inbound-message.ts";

export type LookupDeps = ConnectorCtxDeps & {
  readonly connectors: Connectors;
  readonly channel: (organizationId: OrganizationId, channelId: ChannelId) => Promise<ChannelForConnector | undefined>;
  readonly accept: AcceptDelivery;
  readonly wake: () => void;
};

const MOST_TRIES = 8;
/** For what would be lost otherwise: more than a day, in which a channel is mended. */
const MOST_TRIES_FOR_MESSAGE = 36;
const PATIENCE_MS = 60_000;
/** Many comments come under one post at once: what was told of it is good for so long, in milliseconds. */
const REMEMBER_MS = 5 * 60_000;
const MOST_REMEMBERED = 500;

/**
 * What platforms do not tell with a message is asked for on its own, after it: who wrote, the post above. The message stands
 * already; what cannot be found out changes nothing.
 */
export function startLookups(deps: LookupDeps): ChannelWorker {
  const posts = createMemory(deps);

  async function answer(lookup: Lookup, stopping: AbortSignal): Promise<number | undefined> {
    const error = await answerOne(deps, lookup, posts, stopping).catch((thrown: unknown) => {
      deps.log.error("a platform could not be asked", {}, thrown);
      return THREW;
    });
    if (error === undefined || stopping.aborted) return undefined;
    const wait =
      error.retryAfterMs ?? backoffMs(lookup.attempts, { baseMs: 2000, capMs: 3_600_000, random: Math.random });
    const at = new Date(deps.now().getTime() + wait);
    const rest = error.kind === "rate_limited" ? wait : undefined;
    const mayPass = isAskedAgain(error) && lookup.attempts < MOST_TRIES;
    if (mayPass || !(await isOnlyLookup(deps.database, lookup))) {
      await putOffLookup(deps.database, lookup, mayPass ? at : null);
      return rest;
    }
    const isOver = NEVER.has(error.kind) || lookup.attempts >= MOST_TRIES_FOR_MESSAGE;
    if (isOver)
      deps.log.error("what a platform only named could not be found out, and is not here", {
        ...{ channel: lookup.channel_id, key: lookup.key, code: error.code },
      });
    await putOffLookup(deps.database, lookup, isOver ? null : at);
    return rest;
  }

  return startChannelWorker({
    claim: (busyChannels) => claimLookup(deps.database, busyChannels),
    async work(lookup, stopping) {
      const rest = await answer(lookup, stopping);
      deps.wake();
      return rest;
    },
    onLeft: (of, error) =>
      deps.log.error(
        `${of === "job" ? "a look-up could not be put off" : "what to ask platforms could not be read"}, tried again soon`,
        {},
        error,
      ),
    ...{ now: deps.now, mostAtOnce: 12, mostOfAChannel: 2, lookMs: 1000 },
  });
}

/** Nothing that somebody mends can change these. */
const NEVER = new Set<SendError["kind"]>(["not_supported", "invalid_content"]);
/** A try like any other: it is not asked for ever. */
const THREW: SendError = { kind: "retryable", code: "threw", message: "something went wrong on our side" };
const NOT_THERE: SendError = { kind: "not_supported", code: "", message: "nobody can be asked" };

type Memory = { get(lookup: Lookup, ask: () => Promise<LookedUpPost>): Promise<LookedUpPost> };

function createMemory({ now }: Pick<LookupDeps, "now">): Memory {
  const kept = new Map<string, { readonly at: number; readonly told: Promise<LookedUpPost> }>();
  return {
    async get({ channel_id: channelId, key }, ask) {
      const place = `${channelId} ${key}`;
      const known = kept.get(place);
      const at = now().getTime();
      if (known !== undefined && at - known.at < REMEMBER_MS) {
        // What went wrong is not remembered.
        const told = await known.told.catch(() => undefined);
        if (told?.ok === true) return told;
      }
      const told = ask();
      kept.delete(place);
      kept.set(place, { at, told });
      const [oldest] = kept.keys();
      if (kept.size > MOST_REMEMBERED && oldest !== undefined) kept.delete(oldest);
      return await told;
    },
  };
}

async function answerOne(
  deps: LookupDeps,
  lookup: Lookup,
  posts: Memory,
  stopping: AbortSignal,
): Promise<SendError | undefined> {
  const channel = await deps.channel(lookup.organization_id, lookup.channel_id);
  const connector = channel === undefined ? undefined : deps.connectors.get(channel.platform);
  if (channel === undefined || connector === undefined) return NOT_THERE;
  const ctx = createConnectorCtx(deps, channel, AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), stopping]));
  if (lookup.kind === "profile") {
    const told = await connector.fetchProfile?.(lookup.key, channel, ctx);
    if (told?.ok !== true) return told?.error ?? NOT_THERE;
    const { platform } = channel;
    await recordProfile(deps.database, lookup, { profile: cleanParty(told.profile), platform }, deps.now());
    return undefined;
  }
  if (lookup.kind === "content") return await answerContent(deps, lookup, channel, ctx);
  const { fetchPost } = connector;
  if (fetchPost === undefined) return NOT_THERE;
  const told = await posts.get(lookup, async () => await fetchPost(lookup.key, channel, ctx));
  if (!told.ok) return told.error;
  const post = toPost({ post: told.post, visibility: "public" }).post;
  if (post === undefined) return NOT_THERE;
  await recordPost(deps.database, lookup, post, deps.now());
  return undefined;
}

/** What was told goes the way of every delivery: it is kept, parsed, masked as the others are. */
async function answerContent(
  deps: LookupDeps,
  lookup: Extract<Lookup, { kind: "content" }>,
  channel: ChannelForConnector,
  ctx: ConnectorContext,
): Promise<SendError | undefined> {
  const told = await deps.connectors.get(channel.platform)?.fetchContent?.(lookup.key, channel, ctx);
  if (told?.ok !== true) return told?.error ?? NOT_THERE;
  await deps.accept({
    organizationId: lookup.organization_id,
    endpointId: channel.endpointId as EndpointId,
    ...{ platform: channel.platform, path: "", headers: {}, body: told.body, key: `content/${lookup.id}` },
  });
  await putOffLookup(deps.database, lookup, null);
  return undefined;
}
