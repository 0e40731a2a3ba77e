import type { ContactId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { forgetWords, lockContact } from "../contacts.sql.ts";
import { refreshContactsOf } from "../refresh-contacts.ts";
import { readContactSettings } from "../settings/contact-settings.sql.ts";
import { eraseValues, insertErasure, setClearAt } from "./clearing.sql.ts";

/** Does a contact have an open conversation? Asked of the core, which stands to the right. */
export type HasOpenConversation = (ctx: Ctx, id: ContactId) => Promise<boolean>;

/** The timer of W117: runs from the resolution of the last open conversation, and stops as soon as one is open. */
export async function setClearTimer(ctx: Ctx, id: ContactId, resolvedAt: Date | null): Promise<void> {
  const minutes = resolvedAt === null ? null : (await readContactSettings(ctx)).clearAfterMinutes;
  await setClearAt(
    ctx,
    id,
    minutes === null || resolvedAt === null ? null : new Date(resolvedAt.getTime() + minutes * 60_000),
  );
}

/** Erases what is known of a contact whose timer has run out; only the times of what happened are kept. */
export async function clearValues(ctx: Ctx, id: ContactId, hasOpen: HasOpenConversation): Promise<void> {
  await inTransaction(ctx, async (inside) => {
    const contact = await lockContact(inside, id);
    if (contact === undefined || contact.clear_at === null || contact.clear_at > inside.now()) return;
    await setClearAt(inside, id, null);
    // Switched off meanwhile, or a conversation came whose news is still on its way.
    if ((await readContactSettings(inside)).clearAfterMinutes === null || (await hasOpen(inside, id))) return;
    if (!(await eraseValues(inside, id))) return;
    await insertErasure(inside, id, uuidV7());
    await forgetWords(inside, id);
    await refreshContactsOf(inside, [id]);
    await appendEvents(inside, [{ type: "contact.changed", data: { contactId: id, change: "attributes" } }]);
  });
}
