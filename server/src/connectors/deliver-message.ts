import { type ChannelId, type OrganizationId, PLATFORMS } from "@guichet/contract";
import { setChannelState } from "../channels/index.ts";
import {
  type Claim,
  claimSends,
  claimUncertain,
  createSendRecorder,
  type ReadyClaim,
  recordSend,
  type SendOutcome,
  takeLostLeases,
} from "../conversations/index.ts";
import { backoffMs } from "../lib/backoff.ts";
import { failpoint } from "../lib/failpoint.ts";
import type { ChannelForConnector, OutboundMessage, SendError, SendResult } from "./connector.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "./connector-ctx.ts";
import type { Connectors } from "./connectors.ts";
import { isTooLate } from "./is-too-late.ts";
import { learnRecipient } from "./known-parties.ts";
import { noteOptedOut } from "./take-subscription.ts";
import { cut } from "./to-inbound-message.ts";
import { toSent } from "./to-sent.ts";

export type DelivererDeps = ConnectorCtxDeps & {
  readonly connectors: Connectors;
  readonly channel: (
    organizationId: OrganizationId,
    channelId: ChannelId,
    fresh?: boolean,
  ) => Promise<ChannelForConnector | undefined>;
  readonly loadOutbound: (claim: Claim) => Promise<OutboundMessage | undefined>;
  readonly wake: () => void;
};
/** `record`: what became of a send; in batches. */
type Sending = DelivererDeps & { readonly record: ReturnType<typeof createSendRecorder> };

/** A send that is never answered keeps its place until its time is over: there must be room beside it. */
const MOST_IN_FLIGHT = 512;
/** One slow or limited channel leaves the rest their places (I9); `sendsAtOnce` where a platform takes more. */
const MOST_A_CHANNEL = 8;
/** Claimed, and the platform not asked yet: of these a process that dies can tell nobody what became (I6), so they are few. */
const MOST_PREPARING = 16;
/** Uncertain sends that are being asked about at once. */
const MOST_ASKED = 20;
const SEND_TIMEOUT_MS = 60_000;
const LOOK_MS = 1000;

/** The way back: claims the heads of the outbox, has the platform's connector send them, records what became of each. */
export function startDeliverer(given: DelivererDeps): { nudge(): void; stop(): Promise<void> } {
  const stop = new AbortController();
  const deps: Sending = { ...given, record: createSendRecorder({ ...given, stop: stop.signal }) };
  const inFlight = new Map<ChannelId, { count: number; readonly most: number }>();
  const running = new Set<Promise<void>>();
  const asking = new Set<Promise<void>>();
  let preparing = 0;
  let looking: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function look(): Promise<void> {
    do {
      again = false;
      try {
        const free = Math.min(MOST_IN_FLIGHT - running.size, MOST_PREPARING - preparing);
        if (free <= 0) return;
        const busy = [...inFlight].filter(([, { count, most }]) => count >= most).map(([channelId]) => channelId);
        const claims = await claimSends(deps.database, busy, free);
        if (claims.length > 0) again = true;
        if (claims.length > 0) await failpoint("outbound.after_claim_commit");
        for (const claim of claims) start(claim);
      } catch (error) {
        deps.log.error("the outbox could not be read, tried again soon", {}, error);
        return;
      }
    } while (again && !stopped);
  }

  function start(claim: ReadyClaim): void {
    const most = PLATFORMS[claim.platform].sendsAtOnce ?? MOST_A_CHANNEL;
    const channel = inFlight.get(claim.channel_id) ?? { count: 0, most };
    inFlight.set(claim.channel_id, channel);
    channel.count += 1;
    preparing += 1;
    let isPreparing = true;
    const prepared = (): void => {
      if (!isPreparing) return;
      isPreparing = false;
      preparing -= 1;
      nudge();
    };
    const work = deliver(deps, claim, stop.signal, prepared)
      .catch((error: unknown) =>
        deps.log.error("a send could not be recorded; its lease will run out", { message: claim.message_id }, error),
      )
      .finally(() => {
        running.delete(work);
        prepared();
        channel.count -= 1;
        if (channel.count === 0) inFlight.delete(claim.channel_id);
        deps.wake();
        nudge();
      });
    running.add(work);
  }

  function nudge(): void {
    again = true;
    if (stopped || looking !== undefined) return;
    looking = look().finally(() => {
      looking = undefined;
      // Said while the look was ending.
      if (again) nudge();
    });
  }

  async function sweep(): Promise<void> {
    try {
      // Each by itself: one that fails, or a platform that is slow to answer, holds up no other.
      for (const lost of await takeLostLeases(deps.database))
        await settleLost(deps, { ...lost, was_uncertain: false }).catch(shout);
      const asked = await claimUncertain(deps.database, MOST_ASKED - asking.size);
      for (const claim of asked) {
        const work = askAbout(deps, claim, stop.signal)
          .catch(shout)
          .finally(() => asking.delete(work));
        asking.add(work);
      }
    } catch (error) {
      shout(error);
    }
  }

  const shout = (error: unknown): void =>
    deps.log.error("lost sends could not be settled, tried again soon", {}, error);

  let sweeping = Promise.resolve();
  const timer = setInterval(() => {
    nudge();
    sweeping = sweeping.then(sweep);
  }, LOOK_MS);
  return {
    nudge,
    async stop() {
      stopped = true;
      clearInterval(timer);
      const patience = setTimeout(() => stop.abort(), 5000);
      await looking;
      await sweeping;
      await Promise.all([...running, ...asking]);
      clearTimeout(patience);
    },
  };
}

/** `asked`: the platform is being asked now. */
async function deliver(deps: Sending, claim: Claim, stop: AbortSignal, asked: () => void): Promise<void> {
  const channel = await deps.channel(claim.organization_id, claim.channel_id);
  const connector = channel === undefined ? undefined : deps.connectors.get(channel.platform);
  const message = await deps.loadOutbound(claim);
  if (channel === undefined || connector === undefined || message === undefined) {
    await deps.record(claim, {
      outcome: "failed",
      error: { kind: "not_supported", code: "", message: "the channel is gone" },
    });
    return;
  }
  if (isTooLate(channel, message, deps.now())) {
    await deps.record(claim, {
      outcome: "failed",
      error: { kind: "window_closed", code: "", message: "the time for replies was over before it could leave" },
    });
    return;
  }
  if (message.to.optedOut === true && message.visibility === "private") {
    const error = {
      kind: "recipient_unavailable",
      code: "opted_out",
      message:
        PLATFORMS[channel.platform].optOut === "block"
          ? "The contact has blocked this account."
          : "The contact has opted out by STOP.",
    } as const;
    await deps.record(claim, { outcome: "failed", error });
    return;
  }
  const signal = AbortSignal.any([stop, AbortSignal.timeout(SEND_TIMEOUT_MS)]);
  const sending = sendSafely(() => connector.send(message, channel, createConnectorCtx(deps, channel, signal)));
  asked();
  const result = await sending;
  await failpoint("outbound.after_answer");
  if (!result.ok && result.error.kind === "auth_expired" && !(await isMendedMeanwhile(deps, claim, channel)))
    await markForReconnection(deps, claim, result.error);
  await deps.record(claim, toOutcome(deps, claim, channel, result));
  // Also when a receipt was quicker and has ended the send.
  if (result.ok) await learnRecipient(deps, claim, message.to.externalId, result.aliases);
  if (!result.ok && result.error.optedOut === true)
    await noteOptedOut(deps, claim, channel.platform, message.to.externalId);
}

/** A connector that throws has a bug; what it did before is unknown. */
async function sendSafely(send: () => Promise<SendResult>): Promise<SendResult> {
  try {
    return await send();
  } catch (error) {
    return {
      ok: false,
      error: { kind: "outcome_unknown", code: "", message: error instanceof Error ? error.name : "error" },
    };
  }
}

/** Which end a send comes to (I6, I9): only a definite refusal, or a repeat the platform makes harmless, goes back by itself. */
function toOutcome(deps: DelivererDeps, claim: Claim, channel: ChannelForConnector, result: SendResult): SendOutcome {
  if (result.ok) return toSent(result);
  const error = {
    kind: result.error.kind,
    code: cut(result.error.code, 100),
    message: cut(result.error.message, 500),
  };
  switch (error.kind) {
    case "duplicate":
      return { outcome: "sent" };
    case "outcome_unknown":
      return PLATFORMS[channel.platform].idempotentSend
        ? again(deps, claim, result.error, error)
        : { outcome: "uncertain", error };
    case "retryable":
    case "rate_limited":
      return again(deps, claim, result.error, error);
    case "auth_expired":
      // Kept and sent after reconnection (I15): the channel's state holds it back.
      return { outcome: "again", at: deps.now(), error };
    default:
      return { outcome: "failed", error };
  }
}

function again(
  deps: DelivererDeps,
  claim: Claim,
  told: SendError,
  error: { kind: SendError["kind"]; code: string; message: string },
): SendOutcome {
  const wait = told.retryAfterMs ?? backoffMs(claim.attempts, { baseMs: 1000, capMs: 600_000, random: Math.random });
  const at = new Date(deps.now().getTime() + wait);
  // No message is failed for a limit before its deadline.
  if (at > claim.deadline_at) return { outcome: "failed", error: { ...error, kind: "deadline_passed" } };
  return { outcome: "again", at, error };
}

/** New credentials came while it was sent with the old ones: what those were told says nothing of the channel as it is now. */
async function isMendedMeanwhile(deps: DelivererDeps, claim: Claim, used: ChannelForConnector): Promise<boolean> {
  const now = await deps.channel(claim.organization_id, claim.channel_id, true);
  const keysOf = (channel: ChannelForConnector | undefined) =>
    JSON.stringify([channel?.settings, channel?.secrets, channel?.endpointSecrets]);
  return now !== undefined && keysOf(now) !== keysOf(used);
}

async function markForReconnection(deps: DelivererDeps, claim: Claim, error: SendError): Promise<void> {
  const ctx = {
    db: deps.database.of(claim.organization_id),
    organizationId: claim.organization_id,
    actor: { type: "system", name: "Guichet" } as const,
    now: deps.now,
    log: deps.log,
  };
  await setChannelState(ctx, claim.channel_id, "needs_reconnection", error.message.slice(0, 300));
}

/** The worker that sent it died: harmless to repeat, or uncertain. What cannot be written now is taken again after a lease. */
async function settleLost(deps: DelivererDeps, claim: Claim): Promise<void> {
  const channel = await deps.channel(claim.organization_id, claim.channel_id);
  const error = { kind: "outcome_unknown", code: "", message: "the process that sent it ended" } as const;
  const safe = channel !== undefined && PLATFORMS[channel.platform].idempotentSend;
  await recordSend(deps, claim, safe ? { outcome: "again", at: deps.now(), error } : { outcome: "uncertain", error });
}

/** Uncertain: ask the platform where it can be asked; otherwise it waits for an echo, a status or a person. */
async function askAbout(deps: Sending, claim: Claim, stop: AbortSignal): Promise<void> {
  const channel = await deps.channel(claim.organization_id, claim.channel_id);
  const connector = channel === undefined ? undefined : deps.connectors.get(channel.platform);
  if (channel === undefined || connector?.settle === undefined) return;
  const message = await deps.loadOutbound(claim);
  if (message === undefined) return;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(SEND_TIMEOUT_MS)]);
  const settled = await connector
    .settle(message, channel, createConnectorCtx(deps, channel, signal))
    .catch(() => undefined);
  if (settled === undefined) return;
  await deps.record(claim, toOutcome(deps, claim, channel, settled));
}
