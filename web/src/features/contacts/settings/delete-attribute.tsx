import type { AttributeView } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { useAction } from "../../../ui/use-form.ts";
import classes from "./settings.module.css";

type Props = {
  readonly attribute: AttributeView;
  readonly onCancel: () => void;
  readonly onDeleted: () => void;
};

/** What would be lost with the attribute, before it is. */
export function DeleteAttribute({ attribute, onCancel, onDeleted }: Props): ReactNode {
  const { t } = useWords();
  const { data: use } = useQuery({
    queryKey: ["attribute-use", attribute.id],
    queryFn: ({ signal }) => call(routes.getAttributeUse, { params: { id: attribute.id }, signal }),
    staleTime: 0,
  });
  const remove = useAction(async () => {
    await call(routes.deleteAttribute, { params: { id: attribute.id } });
    onDeleted();
  });
  return (
    <div className={classes.form}>
      <div className={classes.words}>
        <p>
          <strong>{t("contactSettings.deleteTitle", { name: attribute.name })}</strong>
        </p>
        <p>{t("contactSettings.deleteText")}</p>
        {use && <p>{t("contactSettings.deleteUse", { count: use.contacts, more: String(use.more) })}</p>}
        {attribute.groups.length > 0 && (
          <p>{t("contactSettings.deleteGroups", { groups: attribute.groups.map((one) => one.name).join(", ") })}</p>
        )}
        {attribute.matching && <p>{t("contactSettings.deleteMatching")}</p>}
      </div>
      {remove.error !== undefined && <ErrorNotice error={remove.error} compact />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel} data-autofocus>
          {t("ui.cancel")}
        </Button>
        <Button color="red.8" loading={remove.busy} onClick={() => void remove.run()}>
          {t("contactSettings.delete")}
        </Button>
      </div>
    </div>
  );
}
