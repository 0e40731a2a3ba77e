import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Sent } from "./add-user.tsx";
import classes from "./form.module.css";
import { nameOf } from "./user-words.tsx";

/** What became of an invitation: on its way by mail, or a link to hand over. */
export function InvitationResult({ sent }: { readonly sent: Sent }): ReactNode {
  const { t } = useWords();
  if (sent.mailed || sent.link === null) {
    return <Notice tone="good">{t("users.invitedByMail", { email: sent.user.email })}</Notice>;
  }
  return (
    <Notice tone="warning" title={t("users.linkTitle")}>
      {t("users.linkText", { name: nameOf(sent.user) })}
      <div className={classes.link}>
        <code className={classes.address}>{sent.link}</code>
        <div>
          <CopyButton text={sent.link} />
        </div>
      </div>
    </Notice>
  );
}
