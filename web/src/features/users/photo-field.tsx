import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, type ReactNode, useRef, useState } from "react";
import { call } from "../../api/call.ts";
import { useMe, useUpdateMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useAction } from "../../ui/use-form.ts";
import { cutToSquare } from "./cut-to-square.ts";
import classes from "./photo-field.module.css";

/** One's photo: chosen, cut to a square here, saved at once. */
export function PhotoField(): ReactNode {
  const { t } = useWords();
  const me = useMe();
  const updateMe = useUpdateMe();
  const cache = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const put = useAction(async (square: Blob) => {
    await call(routes.putPhoto, { body: square });
    // The photo's address is made by the server.
    updateMe(await cache.fetchQuery({ ...queries.me(), staleTime: 0 }));
  });
  const remove = useAction(async () => {
    await call(routes.deletePhoto);
    updateMe({ photo: null });
  });
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = "";
    if (!file) return;
    const square = await cutToSquare(file);
    setUnreadable(square === undefined);
    if (square) await put.run(square);
  };
  const error = put.error ?? remove.error;
  return (
    <div className={classes.photo}>
      <Avatar name={`${me.firstName} ${me.lastName}`} photo={me.photo} size={72} />
      <div className={classes.side}>
        <div className={classes.buttons}>
          <Button variant="default" size="xs" loading={put.busy} onClick={() => field.current?.click()}>
            {t("profile.photoChange")}
          </Button>
          {me.photo && (
            <Button variant="subtle" color="gray" size="xs" loading={remove.busy} onClick={() => void remove.run()}>
              {t("profile.photoRemove")}
            </Button>
          )}
        </div>
        <p className={classes.hint}>{t("profile.photoHint")}</p>
        {unreadable && <Notice tone="warning">{t("profile.photoUnreadable")}</Notice>}
        {error !== undefined && <ErrorNotice error={error} compact />}
      </div>
      <input
        ref={field}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        aria-label={t("profile.photo")}
        onChange={(event) => void choose(event)}
      />
    </div>
  );
}
