import { type ContactId, type ContactNote, type NoteId, Refusal } from "@guichet/contract";
import { appendEvents } from "../../events/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import { type AuditedCtx, inAuditedTransaction } from "../../organizations/index.ts";
import { accessContact } from "../access-contact.ts";
import { findNote, insertNote, listNoteRows, type NoteRow, updateNote } from "./notes.sql.ts";

const MOST_NOTES = 500;

/** What agents wrote down about a contact, newest first (W109). */
export async function listNotes(ctx: AuditedCtx, contactId: ContactId): Promise<ContactNote[]> {
  await accessContact(ctx, contactId, "see");
  return (await listNoteRows(ctx, contactId, MOST_NOTES)).map(toView);
}

/** A repeat of the same id is the same note. */
export async function addNote(
  ctx: AuditedCtx,
  contactId: ContactId,
  given: { readonly id: NoteId; readonly text: string },
): Promise<ContactNote> {
  return await onContact(ctx, contactId, async (inside) => {
    const text = cleanText(given.text);
    const made = await insertNote(inside, { id: given.id, contactId, text, authorName: ctx.by.name });
    if (!made && (await findNote(inside, contactId, given.id)) === undefined) throw new Refusal("already_exists");
    return given.id;
  });
}

/** Any agent edits any note; of two at once the second is told. */
export async function editNote(
  ctx: AuditedCtx,
  contactId: ContactId,
  id: NoteId,
  given: { readonly text: string; readonly version: number },
): Promise<ContactNote> {
  return await onContact(ctx, contactId, async (inside) => {
    const note = await findNote(inside, contactId, id);
    if (note === undefined || note.deleted_at !== null) throw new Refusal("not_found");
    if (note.version !== given.version) throw new Refusal("changed_meanwhile", { details: { value: note.text } });
    await updateNote(inside, id, {
      text: cleanText(given.text),
      edited_at: inside.now(),
      edited_by: ctx.by.name,
    });
    return id;
  });
}

/** Deleted, or brought back: a deleted note waits an hour for that. */
export async function setNoteDeleted(
  ctx: AuditedCtx,
  contactId: ContactId,
  id: NoteId,
  deleted: boolean,
): Promise<ContactNote> {
  return await onContact(ctx, contactId, async (inside) => {
    const note = await findNote(inside, contactId, id);
    if (note === undefined || (deleted && note.deleted_at !== null)) throw new Refusal("not_found");
    if (deleted !== (note.deleted_at !== null))
      await updateNote(inside, id, { deleted_at: deleted ? inside.now() : null });
    return id;
  });
}

async function onContact(
  ctx: AuditedCtx,
  contactId: ContactId,
  work: (inside: AuditedCtx) => Promise<NoteId>,
): Promise<ContactNote> {
  return await inAuditedTransaction(ctx, async (inside) => {
    await accessContact(inside, contactId, "edit", { lock: true });
    const id = await work(inside);
    await appendEvents(inside, [{ type: "contact.changed", data: { contactId, change: "notes" } }]);
    const note = await findNote(inside, contactId, id);
    if (note === undefined) throw new Refusal("not_found");
    return toView(note);
  });
}

function toView(row: NoteRow): ContactNote {
  return {
    id: row.id,
    text: row.text,
    author: { id: row.author_id, name: row.author_name },
    createdAt: row.created_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    editedBy: row.edited_by,
    version: row.version,
  };
}
