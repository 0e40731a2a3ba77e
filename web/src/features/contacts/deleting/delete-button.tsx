import type { ContactView } from "@guichet/contract";
import { IconTrash } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { needWordsApart } from "../../../locales/language.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import classes from "./deleting.module.css";

/** Fetched when it is asked for, with its words: few ever are. */
const DeleteDialog = lazy(async () => {
  await needWordsApart();
  return { default: (await import("./delete-dialog.tsx")).DeleteDialog };
});

/** For an Admin who sees every channel (W125). */
export function DeleteButton({ contact }: { readonly contact: ContactView }): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  useCommand({
    id: "contact.delete",
    label: t("contacts.deleteContact"),
    group: t("contacts.group"),
    icon: IconTrash,
    run: () => setOpened(true),
  });
  return (
    <div className={classes.foot}>
      <button type="button" className={classes.button} onClick={() => setOpened(true)}>
        <IconTrash size={14} stroke={1.8} aria-hidden /> {t("contacts.deleteContact")}
      </button>
      {opened && (
        <Suspense fallback={null}>
          <DeleteDialog contact={contact} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </div>
  );
}
