import type { ContactId, ContactNote, NoteId } from "@guichet/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { call } from "../../api/call.ts";
import { isId } from "../../api/ids.ts";
import { useMe } from "../../api/me.ts";
import { Refusal } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";
import { uuidV7 } from "../../api/uuid-v7.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

type Kept = { items: ContactNote[] };
export type NoteDeeds = {
  readonly add: (text: string) => void;
  readonly edit: (note: ContactNote, text: string) => void;
  readonly remove: (note: ContactNote) => void;
};

/** A contact's notes, and what one does with them: seen at once, with a way back for what is deleted. */
export function useNotes(contactId: ContactId) {
  const cache = useQueryClient();
  const { t } = useWords();
  const say = useRefusalWords();
  const toasts = useToasts();
  const me = useMe();
  const author = `${me.firstName} ${me.lastName}`.trim();
  const query = useQuery({
    // Begins like the contact's own key: whatever asks for the contact anew asks for its notes too.
    queryKey: ["contacts", contactId, "notes"],
    queryFn: ({ signal }) => call(routes.listNotes, { params: { id: contactId }, signal }),
    staleTime: 60_000,
  });
  const deeds = useMemo((): NoteDeeds => {
    const key = ["contacts", contactId, "notes"];
    const params = (noteId: string) => ({ id: contactId, noteId });
    const show = async (change: (items: ContactNote[]) => ContactNote[]): Promise<void> => {
      await cache.cancelQueries({ queryKey: key });
      cache.setQueryData<Kept>(key, (before) => before && { items: change(before.items) });
    };
    const failed = (error: unknown): void => {
      const held = error instanceof Refusal && error.code === "changed_meanwhile" ? error.details.value : undefined;
      toasts.show({
        message: typeof held === "string" ? t("contacts.changedMeanwhile", { value: held }) : say(error),
        tone: "bad",
      });
    };
    const settle = () => cache.invalidateQueries({ queryKey: key });
    const put = (items: ContactNote[], note: ContactNote) => items.map((one) => (one.id === note.id ? note : one));
    return {
      add(text) {
        const id = uuidV7();
        if (!isId<NoteId>(id)) return;
        const createdAt = new Date().toISOString();
        const note = {
          id,
          text,
          author: { id: me.id, name: author },
          createdAt,
          editedAt: null,
          editedBy: null,
          version: 1,
        };
        void show((items) => [note, ...items])
          .then(() => call(routes.createNote, { params: { id: contactId }, body: { id, text } }))
          .catch(failed)
          .finally(settle);
      },
      edit(note, text) {
        if (text === note.text) return;
        void show((items) => put(items, { ...note, text }))
          .then(() => call(routes.putNote, { params: params(note.id), body: { text, version: note.version } }))
          .catch(failed)
          .finally(settle);
      },
      remove(note) {
        const work = show((items) => items.filter((one) => one.id !== note.id)).then(() =>
          call(routes.deleteNote, { params: params(note.id) }),
        );
        work.catch(failed).finally(settle);
        const takeBack = async (): Promise<void> => {
          await work;
          await call(routes.restoreNote, { params: params(note.id) });
          await settle();
        };
        toasts.show({ message: t("contacts.noteDeleted"), undo: () => void takeBack().catch(failed) });
      },
    };
  }, [cache, contactId, me.id, author, say, t, toasts]);
  return {
    notes: query.data?.items,
    error: query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    deeds,
  };
}
