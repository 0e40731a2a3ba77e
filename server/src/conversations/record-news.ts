import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../db/index.ts";
import { applyNewsToMessage } from "./apply-news.ts";
import { applyKeptNews, holdExternalId, keepEarlyNews } from "./early-news.ts";
import type { MessageNews } from "./message-news.ts";
import {
  findMessageByClientRef,
  findMessageByExternalId,
  findMessagesUpTo,
  type NewsTarget,
} from "./news-target.sql.ts";
import { keepOwnId } from "./own-external-id.ts";
import { findMessageByPiece } from "./pieces/pieces.sql.ts";
import { holdInFlight, keepUpTo } from "./receipts/up-to.sql.ts";

export type NewsAddress =
  | { readonly externalIds: readonly string[] }
  /** By our own ids; `externalId`, where the platform tells it along, is how it will name the message from now on. */
  | { readonly clientRefs: readonly string[]; readonly externalId?: string }
  | { readonly upTo: number; readonly partyExternalId: string };

/** Applies what a platform told of messages after them; what is not there yet waits (I10). Any order gives one end. */
export async function recordNews(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  address: NewsAddress,
  news: MessageNews,
  now: Date,
): Promise<void> {
  if ("upTo" in address) return await tellUpTo(client, organizationId, channelId, address, news, now);
  if ("clientRefs" in address) {
    for (const ref of address.clientRefs) {
      const message = await findMessageByClientRef(client, organizationId, channelId, ref);
      if (message === undefined) continue;
      await applyNewsToMessage(client, organizationId, message, news, now);
      if (address.externalId === undefined) continue;
      const own = { organization_id: organizationId, channel_id: message.facts.channelId, message_id: message.id };
      await keepOwnId(client, own, address.externalId, now);
    }
    return;
  }
  for (const externalId of address.externalIds) {
    const message =
      (await findMessageByExternalId(client, organizationId, channelId, externalId)) ??
      (await lookAgain(client, organizationId, channelId, externalId));
    if (message !== undefined) await applyNewsToMessage(client, organizationId, message, news, now);
    else await tellOfPiece(client, organizationId, channelId, externalId, news, now);
  }
}

/** It names no message: one of which it is a piece, or none that has come. */
async function tellOfPiece(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  externalId: string,
  news: MessageNews,
  now: Date,
): Promise<void> {
  const whole = await findMessageByPiece(client, organizationId, { channelId, id: externalId });
  if (whole === undefined) return await keepEarlyNews(client, organizationId, [{ channelId, externalId, news }]);
  await applyKeptNews(client, organizationId, whole, [{ externalId, isPiece: true, news }], now);
}

/** What has not ended yet may be among it, and is looked at when it ends; nothing is read in a time to come. */
async function tellUpTo(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  { upTo, partyExternalId }: Extract<NewsAddress, { readonly upTo: number }>,
  news: MessageNews,
  now: Date,
): Promise<void> {
  const until = new Date(Math.min(upTo, now.getTime()));
  if (news.kind === "delivery" && (news.state === "delivered" || news.state === "read")) {
    const identityId = await holdInFlight(client, organizationId, channelId, partyExternalId);
    if (identityId !== undefined) await keepUpTo(client, organizationId, identityId, news.state, until);
  }
  for (const message of await findMessagesUpTo(client, organizationId, channelId, partyExternalId, until))
    await applyNewsToMessage(client, organizationId, message, news, now);
}

/** The send it is about may be ending at this very moment. */
async function lookAgain(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  externalId: string,
): Promise<NewsTarget | undefined> {
  await holdExternalId(client, channelId, externalId);
  return await findMessageByExternalId(client, organizationId, channelId, externalId);
}
