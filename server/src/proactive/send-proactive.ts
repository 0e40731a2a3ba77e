import { createHash } from "node:crypto";
import {
  type ApiKeyId,
  PLATFORMS,
  PROACTIVE_A_MINUTE,
  PROACTIVE_MEDIUMS,
  type ProactiveBody,
  Refusal,
  readMedium,
} from "@guichet/contract";
import { writeFromApp } from "../conversations/index.ts";
import { type Ctx, inTransaction } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import {
  findChannels,
  findNewestBut,
  findRepeat,
  insertProactive,
  readClock,
  takeIdempotencyKey,
  takeTurn,
} from "./proactive.sql.ts";

/** Who asks: a program, by its key. */
export type ProactiveCaller = { readonly keyId: ApiKeyId; readonly name: string };
type To = Parameters<typeof writeFromApp>[1];

type HowSent = {
  /** By which a minute is counted. */
  readonly clock?: (ctx: Ctx) => Promise<Date>;
  /** Has the caller hung up, or been told 503, while the call waited? Then nothing is sent. */
  readonly isGone?: () => boolean;
};

const MINUTE_MS = 60_000;

/**
 * Sends a program's message to a contact (R168, W164) and answers the id by which its fate is asked for. The same
 * `Idempotency-Key` with the same body is the same message; with another body `already_exists`. More than sixty a minute in an
 * organization are `too_many_requests`, and nothing of them is kept.
 */
export async function sendProactive(
  ctx: Ctx,
  caller: ProactiveCaller,
  body: ProactiveBody,
  idempotencyKey: string | undefined,
  { clock = readClock, isGone = () => false }: HowSent = {},
): Promise<{ correlationId: string }> {
  const bodyHash = hashBody(body);
  return await inTransaction(ctx, async (trx) => {
    await takeTurn(trx);
    if (isGone()) throw new Refusal("unavailable", { retryAfterSeconds: 2 });
    const repeat = idempotencyKey === undefined ? undefined : await findRepeat(trx, caller.keyId, idempotencyKey);
    if (repeat !== undefined && repeat.body_hash !== bodyHash) throw new Refusal("already_exists", KEY_OF_ANOTHER);
    if (repeat !== undefined) return { correlationId: repeat.id };
    if (idempotencyKey !== undefined && !(await takeIdempotencyKey(trx, caller.keyId, hashKey(caller, idempotencyKey))))
      throw new Refusal("already_exists", KEY_OF_A_DELETED);
    const at = await takeRoom(trx, await clock(trx));
    const to = await readCall(trx, body);
    const messageId = await writeFromApp(trx, to, { id: caller.keyId, name: caller.name });
    const id = uuidV7();
    await insertProactive(trx, {
      ...{ id, messageId, bodyHash, at, keyId: caller.keyId, contact: to.shown },
      idempotencyKey: idempotencyKey ?? null,
    });
    return { correlationId: id };
  });
}

const KEY_OF_A_DELETED = {
  fields: [{ path: "Idempotency-Key", problem: "was used for a contact that has been deleted" }],
};
const KEY_OF_ANOTHER = { fields: [{ path: "Idempotency-Key", problem: "was used for another body" }] };

/** In the turn of the organization: of the last minute's messages there is room for one more. */
async function takeRoom(ctx: Ctx, now: Date): Promise<Date> {
  const first = await findNewestBut(ctx, new Date(now.getTime() - MINUTE_MS), PROACTIVE_A_MINUTE);
  if (first === undefined) return now;
  // A clock that was set back must not make anybody wait longer than a minute.
  const leftMs = Math.min(MINUTE_MS, Math.max(1, first.getTime() + MINUTE_MS - now.getTime()));
  const retryAfterSeconds = Math.ceil(leftMs / 1000);
  throw new Refusal("too_many_requests", { retryAfterSeconds });
}

/** Every field that is wrong, in one refusal. What the platform's data says decides: whether one may write first, and how it writes numbers. */
async function readCall(ctx: Ctx, body: ProactiveBody): Promise<To> {
  const platform = readMedium(body.medium);
  const shown = /^\+[1-9]\d{6,14}$/.test(body.contact) ? body.contact : undefined;
  const [channel, another] = platform === undefined ? [] : await findChannels(ctx, platform, body.channel);
  const names = PROACTIVE_MEDIUMS.map((one) => PLATFORMS[one].name).join(", ");
  if (platform !== undefined && channel !== undefined && another === undefined && shown !== undefined) {
    const address = PLATFORMS[platform].starts?.withoutPlus === true ? shown.slice(1) : shown;
    return { channel, address, shown, text: body.text, metadata: body.metadata };
  }
  const fields = [
    ...(platform === undefined ? [{ path: "medium", problem: `must be one of ${names}` }] : []),
    ...(platform !== undefined && channel === undefined
      ? [{ path: "channel", problem: `is no display name or id of a channel of ${PLATFORMS[platform].name}` }]
      : []),
    ...(another === undefined ? [] : [{ path: "channel", problem: "is the name of several: give its id" }]),
    ...(shown === undefined
      ? [{ path: "contact", problem: "must be a telephone number with + and country code, like +33612345678" }]
      : []),
  ];
  throw new Refusal("invalid_input", { fields });
}

/** All that is left of it when its message is deleted. */
function hashKey({ keyId }: ProactiveCaller, idempotencyKey: string): string {
  return createHash("sha256").update(`${keyId} ${idempotencyKey}`).digest("hex");
}

/** The same whatever the order of its keys. */
function hashBody(body: ProactiveBody): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    return Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]);
  };
  return createHash("sha256")
    .update(JSON.stringify(sorted(body)))
    .digest("base64url");
}
