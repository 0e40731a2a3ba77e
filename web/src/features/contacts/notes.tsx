import type { ContactNote, ContactView } from "@guichet/contract";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { type Choice, useCommand } from "../../ui/commands.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { inShort } from "../../ui/in-short.ts";
import classes from "./contact-tab.module.css";
import { type NoteDeeds, useNotes } from "./use-notes.ts";

const MOST = 2000;
const SAY_FROM = 1800;

/** Notes of agents, newest first; everybody who sees the contact writes, edits and deletes (W109). */
export function Notes({ contact }: { readonly contact: ContactView }): ReactNode {
  const { t } = useWords();
  const { notes, error, retry, deeds } = useNotes(contact.id);
  const [adding, setAdding] = useState(false);
  const mayEdit = contact.abilities.includes("edit");
  useCommand({
    id: "contact.note",
    label: t("contacts.noteAdd"),
    group: t("contacts.group"),
    icon: IconPencil,
    when: mayEdit && !adding,
    run: () => setAdding(true),
  });
  useNoteCommands(mayEdit ? (notes ?? []) : [], deeds);
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h3 className={classes.heading}>{t("contacts.notes")}</h3>
        {mayEdit && !adding && (
          <button type="button" className={classes.quiet} onClick={() => setAdding(true)}>
            {t("contacts.noteAdd")}
          </button>
        )}
      </div>
      {adding && (
        <NoteForm
          text=""
          onCancel={() => setAdding(false)}
          onSave={(text) => {
            setAdding(false);
            deeds.add(text);
          }}
        />
      )}
      {error !== null && <ErrorNotice error={error} onRetry={retry} compact />}
      {notes?.length === 0 && !adding && <p className={classes.nothing}>{t("contacts.noNotes")}</p>}
      <ul className={classes.notes}>
        {notes?.map((note) => (
          <Note key={note.id} note={note} mayEdit={mayEdit} deeds={deeds} />
        ))}
      </ul>
    </section>
  );
}

/** Which note, is asked in the palette. */
function useNoteCommands(notes: readonly ContactNote[], deeds: NoteDeeds): void {
  const { t } = useWords();
  const dates = useDates();
  const group = t("contacts.group");
  const choices = (run: (note: ContactNote) => void) => (): readonly Choice[] =>
    notes.map((note) => ({
      id: note.id,
      label: inShort(note.text),
      hint: dates.format(note.createdAt, "dateTime"),
      run: () => run(note),
    }));
  useCommand({
    id: "contact.noteEdit",
    label: t("contacts.noteEditCommand"),
    group,
    icon: IconPencil,
    when: notes.length > 0,
    choices: choices((note) => document.getElementById(`note-${note.id}`)?.click()),
  });
  useCommand({
    id: "contact.noteDelete",
    label: t("contacts.noteDeleteCommand"),
    group,
    icon: IconTrash,
    when: notes.length > 0,
    choices: choices(deeds.remove),
  });
}

type NoteProps = { readonly note: ContactNote; readonly mayEdit: boolean; readonly deeds: NoteDeeds };

function Note({ note, mayEdit, deeds }: NoteProps): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  // As it stood when one began, so that a colleague's change meanwhile is not written over.
  const [editing, setEditing] = useState<ContactNote>();
  const date = dates.format(note.createdAt, "dateTime");
  if (editing !== undefined) {
    return (
      <li className={classes.noteCard}>
        <NoteForm
          text={editing.text}
          onCancel={() => setEditing(undefined)}
          onSave={(text) => {
            setEditing(undefined);
            deeds.edit(editing, text);
          }}
        />
      </li>
    );
  }
  return (
    <li className={classes.noteCard}>
      <p className={classes.noteText}>
        <bdi>{note.text}</bdi>
      </p>
      <span className={classes.noteFoot}>
        <span className={classes.note}>
          {note.author.name} · {date}
          {note.editedAt !== null &&
            ` · ${t("contacts.noteEdited", { name: note.editedBy ?? "", date: dates.format(note.editedAt, "dateTime") })}`}
        </span>
        {mayEdit && (
          <span className={classes.noteDeeds}>
            <button
              type="button"
              id={`note-${note.id}`}
              className={classes.editValue}
              aria-label={t("contacts.noteEdit", { date })}
              onClick={() => setEditing(note)}
            >
              <IconPencil size={14} stroke={1.8} aria-hidden />
            </button>
            <button
              type="button"
              className={classes.editValue}
              aria-label={t("contacts.noteDelete", { date })}
              onClick={() => deeds.remove(note)}
            >
              <IconTrash size={14} stroke={1.8} aria-hidden />
            </button>
          </span>
        )}
      </span>
    </li>
  );
}

type FormProps = { readonly text: string; readonly onSave: (text: string) => void; readonly onCancel: () => void };

function NoteForm({ text, onSave, onCancel }: FormProps): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState(text);
  const ready = typed.trim() !== "";
  const save = (event?: FormEvent): void => {
    event?.preventDefault();
    if (ready) onSave(typed.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  };
  return (
    <form className={classes.noteForm} onSubmit={save}>
      <textarea
        // biome-ignore lint/a11y/noAutofocus: it appears because somebody asked to write in it
        autoFocus
        className={classes.field}
        rows={4}
        maxLength={MOST}
        aria-label={t("contacts.noteLabel")}
        placeholder={t("contacts.notePlaceholder")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {typed.length >= SAY_FROM && (
        <span className={classes.hint} role="status">
          {t("contacts.noteLeft", { count: MOST - typed.length })}
        </span>
      )}
      <span className={classes.noteButtons}>
        <button type="submit" className={classes.firm} disabled={!ready}>
          {t("contacts.noteSave")}
        </button>
        <button type="button" className={classes.quiet} onClick={onCancel}>
          {t("ui.cancel")}
        </button>
      </span>
    </form>
  );
}
