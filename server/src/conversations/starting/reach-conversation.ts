import { type ChannelId, type Platform, Refusal } from "@guichet/contract";
import { reachContact } from "../../contacts/index.ts";
import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";
import { openForContact } from "./open-for-contact.ts";
import { findOpenOf } from "./starting.sql.ts";

type To = {
  readonly channel: { readonly id: ChannelId; readonly platform: Platform };
  /** As the platform names the contact. */
  readonly address: string;
  readonly name: string;
  readonly handle: string | null;
  readonly subject: string | null;
};
type Reached = { readonly conversation: Conversation; readonly isNew: boolean };

/**
 * Where one writes to whoever is at an address of a channel: the contact, made where nobody is known there, and their open
 * conversation with its row locked, or a new one. In the caller's transaction.
 */
export async function reachConversation(ctx: Ctx, { channel, address, subject, ...given }: To): Promise<Reached> {
  const person = await reachContact(ctx, channel, address, given);
  const open = await findOpenOf(ctx, person.identityId);
  if (open !== undefined) return { conversation: open, isNew: false };
  const opened = await openForContact(ctx, { channelId: channel.id, ...person }, subject);
  if (opened !== undefined) return { conversation: opened, isNew: true };
  // The contact wrote, or somebody else began one, in this very moment: it goes on there.
  const theirs = await findOpenOf(ctx, person.identityId);
  if (theirs === undefined) throw new Refusal("changed_meanwhile");
  return { conversation: theirs, isNew: false };
}
