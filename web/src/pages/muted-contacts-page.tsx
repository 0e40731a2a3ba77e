import { IconUserOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { queries } from "../api/queries.ts";
import { routes } from "../api/routes.ts";
import { LogFrame } from "../features/privacy/log-frame.tsx";
import { MutedLog } from "../features/privacy/muted-log.tsx";
import { MutingSwitch } from "../features/privacy/muting-switch.tsx";
import classes from "../features/privacy/privacy.module.css";
import { useLog } from "../features/privacy/use-log.ts";
import { useWords } from "../locales/use-words.ts";
import { Page } from "../ui/page.tsx";

/** Settings > Privacy and security > Muted contacts (W120 to W123). */
export function MutedContactsPage(): ReactNode {
  const { t } = useWords();
  const log = useLog("muted-contacts", routes.listMutedContacts);
  const on = useQuery(queries.organization()).data?.mutingContacts ?? true;
  const items = log.items ?? [];
  return (
    <Page title={t("privacy.mutedContacts")} text={t("privacy.mutedContactsText")}>
      <MutingSwitch kind="contacts" some={items.length > 0} />
      <LogFrame
        log={log}
        searchLabel={t("privacy.searchContacts")}
        icon={IconUserOff}
        emptyTitle={t("privacy.noContactsTitle")}
        emptyText={t(on ? "privacy.noContactsText" : "privacy.noContactsOff")}
      >
        <MutedLog
          label={t("privacy.mutedContacts")}
          rows={items}
          subject={{
            label: t("privacy.contact"),
            cell: ({ name, handle }) => (
              <span className={classes.who}>
                <strong>
                  <bdi>{name ?? t("privacy.hidden")}</bdi>
                </strong>
                {handle !== null && handle !== name && <bdi className={classes.faint}>{handle}</bdi>}
              </span>
            ),
          }}
          nameOf={({ name }) => name ?? t("privacy.contact")}
          unmute={({ id }) => call(routes.unmuteFromLog, { params: { id } })}
          muteAgain={({ contactId, channelId, mayMute }) =>
            mayMute && contactId !== null
              ? () => call(routes.muteContact, { params: { id: contactId, channelId } })
              : undefined
          }
        />
      </LogFrame>
    </Page>
  );
}
