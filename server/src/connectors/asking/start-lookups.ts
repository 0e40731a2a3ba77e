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

const LOOK_MS = 1000;
const MOST_TRIES = 8;
/** For what would be lost otherwise: more than a day, in which a channel is mended. */
const MOST_TRIES_FOR_MESSAGE = 36;
const MOST_AT_ONCE = 12;
const MOST_OF_A_CHANNEL = 2;
const PATIENCE_MS = 60_000;
/** Many comments come under one post at once: what was told of it is good for so long, in milliseconds. */
const REMEMBER_MS = 5 * 60_000;
const MOST_REMEMBERED = 500;

/**
 * What platforms do not tell with a message is asked for on its own, after it: who wrote, the post above. The message stands
 * already; what cannot be found out changes nothing. A channel has few places and rests when its platform asks for that.
 */
export function startLookups(deps: LookupDeps): { nudge(): void; stop(): Promise<void> } {
  const stopping = new AbortController();
  const active = new Map<Promise<void>, ChannelId>();
  const resting = new Map<ChannelId, number>();
  const posts = createMemory(deps);
  let looking: Promise<void> | undefined;
  let again = false;

  async function look(): Promise<void> {
    do {
      again = false;
      while (active.size < MOST_AT_ONCE && !stopping.signal.aborted) {
        const lookup = await claimLookup(deps.database, busyChannels());
        if (lookup === undefined) break;
        start(lookup);
      }
    } while (again && !stopping.signal.aborted);
  }

  function start(lookup: Lookup): void {
    const work = answer(lookup)
      .then(() => deps.wake())
      .catch((error: unknown) => deps.log.error("a look-up could not be put off, tried again soon", {}, error))
      .finally(() => {
        active.delete(work);
        nudge();
      });
    active.set(work, lookup.channel_id);
  }

  async function answer(lookup: Lookup): Promise<void> {
    const error = await answerOne(deps, lookup, posts, stopping.signal).catch((thrown: unknown) => {
      deps.log.error("a platform could not be asked", {}, thrown);
      return THREW;
    });
    if (error === undefined || stopping.signal.aborted) return;
    const wait =
      error.retryAfterMs ?? backoffMs(lookup.attempts, { baseMs: 2000, capMs: 3_600_000, random: Math.random });
    const at = new Date(deps.now().getTime() + wait);
    if (error.kind === "rate_limited") resting.set(lookup.channel_id, at.getTime());
    const mayPass = PASSING.has(error.kind) && lookup.attempts < MOST_TRIES;
    if (mayPass || !(await isOnlyLookup(deps.database, lookup)))
      return await putOffLookup(deps.database, lookup, mayPass ? at : null);
    const isOver = NEVER.has(error.kind) || lookup.attempts >= MOST_TRIES_FOR_MESSAGE;
    if (isOver)
      deps.log.error("what a platform only named could not be found out, and is not here", {
        ...{ channel: lookup.channel_id, key: lookup.key, code: error.code },
      });
    await putOffLookup(deps.database, lookup, isOver ? null : at);
  }

  function busyChannels(): ChannelId[] {
    const now = deps.now().getTime();
    for (const [channel, until] of resting) if (until <= now) resting.delete(channel);
    const places = Map.groupBy(active.values(), (channel) => channel);
    const full = [...places].filter(([, taken]) => taken.length >= MOST_OF_A_CHANNEL).map(([channel]) => channel);
    return [...full, ...resting.keys()];
  }

  function nudge(): void {
    again = true;
    if (stopping.signal.aborted || looking !== undefined) return;
    looking = look()
      .catch((error: unknown) => deps.log.error("what to ask platforms could not be read, tried again soon", {}, error))
      .finally(() => {
        looking = undefined;
      });
  }
  const timer = setInterval(nudge, LOOK_MS);
  return {
    nudge,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.allSettled(active.keys());
    },
  };
}

/** Asking twice does no harm, so what is uncertain is asked again; a new token may open what the old one did not. */
const PASSING = new Set<SendError["kind"]>(["retryable", "rate_limited", "outcome_unknown", "auth_expired"]);
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
