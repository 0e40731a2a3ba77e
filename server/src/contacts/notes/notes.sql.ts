import type { ContactId, NoteId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Row } from "../../db/index.ts";

export type NoteRow = Row<"contact_notes">;
type Scope = Pick<Ctx, "db" | "organizationId">;

/** Newest first. */
export async function listNoteRows(
  { db, organizationId }: Scope,
  contactId: ContactId,
  most: number,
): Promise<NoteRow[]> {
  return await db
    .selectFrom("contact_notes")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("contact_id", "=", contactId)
    .where("deleted_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();
}

/** Deleted ones too: they can be brought back. */
export async function findNote(
  { db, organizationId }: Scope,
  contactId: ContactId,
  id: NoteId,
): Promise<NoteRow | undefined> {
  return await db
    .selectFrom("contact_notes")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("contact_id", "=", contactId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** False: the id is taken. */
export async function insertNote(
  ctx: Ctx,
  note: { id: NoteId; contactId: ContactId; text: string; authorName: string },
): Promise<boolean> {
  const made = await ctx.db
    .insertInto("contact_notes")
    .values({
      organization_id: ctx.organizationId,
      id: note.id,
      contact_id: note.contactId,
      text: note.text,
      author_id: ctx.actor.type === "user" ? ctx.actor.id : null,
      author_name: note.authorName,
      created_at: ctx.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return made !== undefined;
}

export async function updateNote(
  { db, organizationId }: Scope,
  id: NoteId,
  set: { text?: string; edited_at?: Date; edited_by?: string; deleted_at?: Date | null },
): Promise<void> {
  await db
    .updateTable("contact_notes")
    .set({ ...set, version: sql`version + 1` })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}
