import { type ContactId, type patchContactBody, Refusal } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../events/index.ts";
import { cleanText } from "../lib/clean-text.ts";
import { type AuditedCtx, inAuditedTransaction } from "../organizations/index.ts";
import { accessContact } from "./access-contact.ts";
import { forgetWords, insertChange, updateContact } from "./contacts.sql.ts";
import { refreshContactsOf } from "./refresh-contacts.ts";

type Given = z.output<typeof patchContactBody>;

/**
 * Names a contact, or marks it as VIP by hand (W114). Of two who name it at once, the second is told (`changed_meanwhile`,
 * with what stands there now). A mark set by a group is not taken away by hand: it follows the group.
 */
export async function changeContact(ctx: AuditedCtx, id: ContactId, given: Given): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    if (given.vip !== undefined) await accessContact(inside, id, "vip", { lock: true });
    const { contact } = await accessContact(inside, id, "edit", { lock: true });
    if (given.name !== undefined) await rename(inside, contact, cleanText(given.name), given.version);
    if (given.vip !== undefined && given.vip !== contact.vip_by_hand) await markVip(inside, contact, given.vip);
  });
}

type Contact = Awaited<ReturnType<typeof accessContact>>["contact"];

async function rename(ctx: AuditedCtx, contact: Contact, name: string, version: number | undefined): Promise<void> {
  if (version === undefined)
    throw new Refusal("invalid_input", { fields: [{ path: "version", problem: "name it with the name" }] });
  if (version !== contact.version) throw new Refusal("changed_meanwhile", { details: { value: contact.name } });
  if (name === contact.name) return;
  await updateContact(ctx, contact.id, { name });
  await forgetWords(ctx, contact.id);
  await insertChange(ctx, {
    contactId: contact.id,
    what: "name",
    actorName: ctx.by.name,
    source: "agent",
    before: contact.name,
    after: name,
  });
  await appendEvents(ctx, [{ type: "contact.changed", data: { contactId: contact.id, change: "name" } }]);
}

async function markVip(ctx: AuditedCtx, contact: Contact, vip: boolean): Promise<void> {
  await updateContact(ctx, contact.id, { vipByHand: vip });
  await insertChange(ctx, {
    contactId: contact.id,
    what: "vip",
    actorName: ctx.by.name,
    source: "agent",
    before: contact.vip_by_hand ? "yes" : "no",
    after: vip ? "yes" : "no",
  });
  await refreshContactsOf(ctx, [contact.id], { byHand: ctx.actor });
  await appendEvents(ctx, [{ type: "contact.changed", data: { contactId: contact.id, change: "vip" } }]);
}
