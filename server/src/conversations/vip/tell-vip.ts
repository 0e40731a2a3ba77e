import type { LoggedEvent } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { factsOf } from "../conversation.ts";
import { listTold, lockOpenOf, takeSeqs } from "./vip-lines.sql.ts";

type Changed = Extract<LoggedEvent, { type: "contacts.vip_changed" }>;

/** Contacts became VIPs, or are none any more: their open conversations tell it, each once, however often it is heard. */
export async function tellVip(ctx: Ctx, event: Changed): Promise<void> {
  const { contactIds, vip, cause, group } = event.data;
  const at = new Date(event.at);
  const open = await lockOpenOf(ctx, contactIds, at);
  if (open.length === 0) return;
  const told = await listTold(ctx, open, event.id);
  const untold = open.filter((id) => !told.has(id));
  if (untold.length === 0) return;
  const conversations = await takeSeqs(ctx, untold);
  // The line bears the name and the time of the deed, not of its telling.
  await appendEvents(
    { ...ctx, now: () => at },
    conversations.map((conversation) => ({
      ...{ type: "contact.vip_marked" as const, seq: conversation.last_seq, actor: event.actor },
      data: { ...factsOf(conversation), vip, cause, group, source: event.id },
    })),
  );
}
