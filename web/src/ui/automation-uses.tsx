import type { AutomationUsesQuery } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { routes } from "../api/routes.ts";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import classes from "./view-uses.module.css";

/** Which automations name something, before it is deleted; asked afresh each time it is shown. Nothing where none does. */
export function AutomationUses({ part, id }: AutomationUsesQuery): ReactNode {
  const { t } = useWords();
  const { data, error } = useQuery({
    queryKey: ["automation-uses", part, id],
    queryFn: ({ signal }) => call(routes.listAutomationUses, { query: { part, id }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (error) return <ErrorNotice error={error} compact />;
  if (data === undefined || data.items.length === 0) return null;
  return (
    <div className={classes.uses} role="status">
      <p>{t("ui.automationUses", { count: data.items.length })}</p>
      <ul>
        {data.items.map(({ id: automationId, name, enabled }) => (
          <li key={automationId}>
            <bdi className={classes.name}>{name}</bdi>{" "}
            {!enabled && <span className={classes.whose}>{t("ui.automationOff")}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
