import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import { announceStates } from "../announce-states.ts";
import { applyOfSent, type EarlyNews, holdExternalIds, keepEarlyNews } from "../early-news.ts";
import { isFurther } from "../message-news.ts";
import { keepOwnId } from "../own-external-id.ts";
import { listPieces } from "../pieces/pieces.sql.ts";
import type { NewsAddress } from "../record-news.ts";
import { followReceipts, type Receipt } from "./follow-receipts.ts";
import {
  type FoundByName,
  findByClientRefs,
  findByExternalIds,
  type Named,
  type ReceiptWrites,
  writeReceipts,
} from "./receipts.sql.ts";

/** One receipt and the messages it names. */
export type ToldReceipt = Receipt & {
  readonly channelId: string;
  readonly target: Exclude<NewsAddress, { readonly upTo: number }>;
};
type Early = EarlyNews & { readonly news: Receipt };
type Told = { readonly message: FoundByName; readonly receipts: Receipt[] };

/**
 * What `recordNews` does with one receipt, for as many as came together: a busy number brings thousands a second, and each of
 * them by itself is a handful of statements. In the order given; any order gives one end.
 */
export async function recordReceipts(
  client: LentClient,
  organizationId: OrganizationId,
  given: readonly ToldReceipt[],
  now: Date,
): Promise<void> {
  const { refs, ids } = namesOf(given);
  const ours = keyed(await findByClientRefs(client, organizationId, refs));
  const theirs = keyed(await findByExternalIds(client, organizationId, ids));
  const isUnknown = (name: Named): boolean => !theirs.has(keyOf(name));
  const missing = ids.filter(isUnknown);
  if (missing.length > 0) {
    // The sends they are about may be ending at this very moment.
    await holdExternalIds(client, missing);
    for (const [key, found] of keyed(await findByExternalIds(client, organizationId, missing))) theirs.set(key, found);
  }
  // Of a message in pieces the one that names it speaks for all.
  const pieces = new Set((await listPieces(client, organizationId, missing.filter(isUnknown))).map(keyOf));
  const told = new Map<string, Told>();
  const early = new Map<string, Early>();
  for (const receipt of given) {
    const named = namesOf([receipt]);
    for (const name of named.refs) note(told, ours.get(keyOf(name)), receipt);
    for (const name of named.ids) {
      const message = theirs.get(keyOf(name));
      if (message !== undefined) note(told, message, receipt);
      else if (!pieces.has(keyOf(name))) keepFurthest(early, name, receipt);
    }
  }
  const writes = toWrites([...told.values()]);
  if (writes.messages.length > 0)
    await applyOfSent(client, organizationId, await writeReceipts(client, organizationId, writes, now), now);
  await keepEarlyNews(client, organizationId, [...early.values()]);
  await keepOwnIds(client, organizationId, given, ours, now);
}

function namesOf(given: readonly ToldReceipt[]): { refs: Named[]; ids: Named[] } {
  return {
    refs: given.flatMap(({ channelId, target }) =>
      "clientRefs" in target ? target.clientRefs.map((id) => ({ channelId, id: id.toLowerCase() })) : [],
    ),
    ids: given.flatMap(({ channelId, target }) =>
      "externalIds" in target ? target.externalIds.map((id) => ({ channelId, id })) : [],
    ),
  };
}

function keyOf({ channelId, id }: Named): string {
  return `${channelId} ${id}`;
}

function keyed(found: readonly FoundByName[]): Map<string, FoundByName> {
  return new Map(found.map((one) => [keyOf({ channelId: one.facts.channelId, id: one.named }), one]));
}

/** Found by its own id and by the platform's it is the same message. */
function note(told: Map<string, Told>, message: FoundByName | undefined, { state, at }: Receipt): void {
  if (message === undefined) return;
  const known = told.get(message.id);
  if (known === undefined) told.set(message.id, { message, receipts: [{ state, at }] });
  else known.receipts.push({ state, at });
}

function keepFurthest(early: Map<string, Early>, name: Named, { state, at }: Receipt): void {
  const kept = early.get(keyOf(name));
  if (kept !== undefined && !isFurther(state, kept.news.state)) return;
  early.set(keyOf(name), { channelId: name.channelId, externalId: name.id, news: { kind: "delivery", state, at } });
}

function toWrites(told: readonly Told[]): ReceiptWrites {
  const followed = told
    .map(({ message, receipts }) => ({ message, steps: followReceipts(message, receipts) }))
    .filter(({ steps }) => steps.length > 0);
  const messages = followed.map(({ message, steps }) => {
    const atOf = (state: Receipt["state"]) => toDate(steps.find((step) => step.state === state)?.at);
    return {
      id: message.id,
      state: steps.at(-1)?.state ?? "",
      delivered_at: atOf("delivered"),
      read_at: atOf("read"),
    };
  });
  const changes = followed.map(({ message, steps }) => ({ message, states: steps.map(({ state }) => state) }));
  return { messages, ...announceStates(changes) };
}

function toDate(at: number | undefined): Date | null {
  return at === undefined ? null : new Date(at);
}

/** The platform's id of a message of ours, where it is told along and is not known yet. */
async function keepOwnIds(
  client: LentClient,
  organizationId: OrganizationId,
  given: readonly ToldReceipt[],
  ours: ReadonlyMap<string, FoundByName>,
  now: Date,
): Promise<void> {
  const known = new Map([...ours.values()].map((message) => [message.id, message.external_id]));
  for (const { channelId, target } of given) {
    if (!("clientRefs" in target) || target.externalId === undefined) continue;
    for (const id of target.clientRefs) {
      const message = ours.get(keyOf({ channelId, id: id.toLowerCase() }));
      if (message === undefined || known.get(message.id) === target.externalId) continue;
      known.set(message.id, target.externalId);
      const own = { organization_id: organizationId, channel_id: message.facts.channelId, message_id: message.id };
      await keepOwnId(client, own, target.externalId, now);
    }
  }
}
