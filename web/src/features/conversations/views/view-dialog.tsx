import type { QueueView } from "@guichet/contract";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { useAction } from "../../../ui/use-form.ts";
import { EmojiButton } from "../composer/emoji-button.tsx";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { viewOfFilter } from "./view-state.ts";
import classes from "./views.module.css";

const LONGEST = 60;
type Props = {
  readonly onClose: () => void;
  /** The one to rename; without it what is on the screen becomes a new one. */
  readonly view: QueueView | undefined;
  readonly filter: QueueFilter;
  readonly mayShare: boolean;
  readonly onSaved: (view: QueueView) => void;
};

/** Asks for a view's name and emoji, and whether a new one is for everybody. */
export function ViewDialog({ onClose, view, filter, mayShare, onSaved }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const [name, setName] = useState(view?.name ?? "");
  const [emoji, setEmoji] = useState(view?.emoji ?? null);
  const [shared, setShared] = useState(false);
  const save = useAction(async () => {
    const saved = view
      ? await call(routes.patchQueueView, { params: { id: view.id }, body: { name, emoji, version: view.version } })
      : await call(routes.createQueueView, { body: { ...viewOfFilter(filter), name, emoji, shared } });
    await cache.invalidateQueries(queries.queueViews());
    onSaved(saved);
    onClose();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // The dialog stands in the page's tree under other forms' reach.
    event.stopPropagation();
    void save.run();
  };
  return (
    <Dialog opened onClose={onClose} title={view ? t("views.renameTitle") : t("views.saveTitle")} holdsOn>
      <form className={classes.form} onSubmit={submit}>
        {!view && <p className={classes.explained}>{t("views.saveText")}</p>}
        <div className={classes.naming}>
          <span className={classes.chosenEmoji}>
            <EmojiButton onPick={setEmoji} disabled={false} />
            {emoji !== null && (
              <>
                <span aria-hidden>{emoji}</span>
                <button type="button" aria-label={t("views.noEmoji", { emoji })} onClick={() => setEmoji(null)}>
                  <IconX size={12} stroke={2.4} />
                </button>
              </>
            )}
          </span>
          <TextInput
            className={classes.nameField}
            label={t("views.name")}
            required
            withAsterisk={false}
            data-autofocus
            maxLength={LONGEST}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
        {!view && mayShare && (
          <Checkbox
            label={t("views.shareLabel")}
            description={t("views.shareText")}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        {save.error !== undefined && <ErrorNotice error={save.error} compact />}
        <div>
          <Button type="submit" loading={save.busy} disabled={name.trim() === ""}>
            {t("ui.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
