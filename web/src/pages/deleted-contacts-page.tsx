import { IconUserX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { routes } from "../api/routes.ts";
import { LogFrame } from "../features/privacy/log-frame.tsx";
import classes from "../features/privacy/privacy.module.css";
import { useLog } from "../features/privacy/use-log.ts";
import { useDates } from "../locales/use-dates.ts";
import { useWords } from "../locales/use-words.ts";
import { Page } from "../ui/page.tsx";
import { Records } from "../ui/records.tsx";

/** Settings > Privacy and security > Deleted contacts (W127, W172). */
export function DeletedContactsPage(): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const log = useLog("deleted-contacts", routes.listContactDeletions);
  return (
    <Page title={t("privacy.deletedContacts")} text={t("privacy.deletedContactsText")}>
      <LogFrame
        log={log}
        searchLabel={t("privacy.searchDeleted")}
        icon={IconUserX}
        emptyTitle={t("privacy.noDeletedTitle")}
        emptyText={t("privacy.noDeletedText")}
      >
        <Records
          label={t("privacy.deletedContacts")}
          rows={log.items ?? []}
          keyOf={(line) => line.id}
          columns={[
            {
              key: "hint",
              label: t("privacy.hint"),
              cell: (line) => (
                <span className={classes.who}>
                  {line.hint === null ? (
                    <em>{t("privacy.hintLost")}</em>
                  ) : (
                    <strong>
                      <bdi>{line.hint}</bdi>
                    </strong>
                  )}
                  {line.doneAt === null && <span className={classes.faint}>{t("privacy.stillAtWork")}</span>}
                </span>
              ),
            },
            {
              key: "platform",
              label: t("privacy.platform"),
              cell: (line) => line.platforms.map((one) => t(`platforms.${one}`)).join(", "),
            },
            { key: "when", label: t("privacy.when"), cell: (line) => dates.format(line.askedAt, "dateTime") },
            { key: "admin", label: t("privacy.admin"), cell: (line) => <bdi>{line.by}</bdi> },
          ]}
        />
      </LogFrame>
    </Page>
  );
}
