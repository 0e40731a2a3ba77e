import type { SkillSetUsesQuery, SkillSetUses as Uses } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { routes } from "../api/routes.ts";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import classes from "./view-uses.module.css";

type Props = { readonly part: SkillSetUsesQuery["part"]; readonly id: string };

/** Which skill sets ask for a topic or contact group, or lead to a team, before it is deleted; asked afresh each time. */
export function SkillSetUses({ part, id }: Props): ReactNode {
  const { t } = useWords();
  const { data, error } = useQuery({
    queryKey: ["skill-set-uses", part, id],
    queryFn: ({ signal }) => call(routes.listSkillSetUses, { query: { part, id }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (error) return <ErrorNotice error={error} compact />;
  return (
    <div className={classes.uses} role="status">
      {data === undefined ? t("ui.loading") : <Named uses={data} ofTeam={part === "teams"} />}
    </div>
  );
}

function Named({ uses, ofTeam }: { readonly uses: Uses; readonly ofTeam: boolean }): ReactNode {
  const { t } = useWords();
  const { items, fallback } = uses;
  if (items.length === 0 && !fallback) return t(ofTeam ? "ui.skillSetTeamUsesNone" : "ui.skillSetUsesNone");
  return (
    <>
      {items.length > 0 && (
        <>
          <p>{t(ofTeam ? "ui.skillSetTeamUses" : "ui.skillSetUses", { count: items.length })}</p>
          <ul>
            {items.map((one) => (
              <li key={one.id}>
                <bdi className={classes.name}>{one.name}</bdi>{" "}
                {!one.enabled && <span className={classes.whose}>{t("ui.skillSetDisabled")}</span>}
              </li>
            ))}
          </ul>
          {!ofTeam && <p>{t("ui.skillSetUsesAfter")}</p>}
        </>
      )}
      {fallback && <p>{t("ui.skillSetFallback")}</p>}
    </>
  );
}
