import { contactId, contactNote, createNoteBody, noteId, putNoteBody } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { addNote, editNote, listNotes, setNoteDeleted } from "./notes.ts";

const ofContact = z.object({ id: contactId });
const ofNote = z.object({ id: contactId, noteId });

/** Notes on a contact, for whoever sees the contact. */
export function noteRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/contacts/:id/notes",
      summary: "Notes on a contact, newest first.",
      access: "signed_in",
      rate: "read",
      params: ofContact,
      answer: z.object({ items: z.array(contactNote) }),
      handler: async (request) => ({ items: await listNotes(viewerCtx(deps, request), request.params.id) }),
    }),
    route({
      method: "POST",
      url: "/contacts/:id/notes",
      summary: "Write a note; a repeat of the same id is the same note.",
      access: "signed_in",
      rate: "write",
      params: ofContact,
      body: createNoteBody,
      answer: contactNote,
      status: 201,
      handler: async (request) => await addNote(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      method: "PUT",
      url: "/contacts/:id/notes/:noteId",
      summary: "Edit a note.",
      access: "signed_in",
      rate: "write",
      params: ofNote,
      body: putNoteBody,
      answer: contactNote,
      handler: async (request) =>
        await editNote(viewerCtx(deps, request), request.params.id, request.params.noteId, request.body),
    }),
    route({
      method: "DELETE",
      url: "/contacts/:id/notes/:noteId",
      summary: "Delete a note; it can be brought back for an hour.",
      access: "signed_in",
      rate: "write",
      params: ofNote,
      answer: contactNote,
      handler: async (request) =>
        await setNoteDeleted(viewerCtx(deps, request), request.params.id, request.params.noteId, true),
    }),
    route({
      method: "POST",
      url: "/contacts/:id/notes/:noteId/restore",
      summary: "Bring a deleted note back.",
      access: "signed_in",
      rate: "write",
      params: ofNote,
      answer: contactNote,
      handler: async (request) =>
        await setNoteDeleted(viewerCtx(deps, request), request.params.id, request.params.noteId, false),
    }),
  ];
}
