import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./routing.module.css";

type Props = { readonly place: "queue" | "settings" | "fallback" };

/** For Admins: conversations wait without a team though teams are chosen, or where nobody has access (R62). Nothing where that is well. */
export function NoTeamWarning(props: Props): ReactNode {
  return useMe().accountRole === "admin" ? <Warning {...props} /> : null;
}

function Warning({ place }: Props): ReactNode {
  const { t } = useWords();
  const { data } = useQuery(queries.routing());
  const waiting = data?.withoutTeam;
  // While they are being gone through, they may still get one. The live region is there before anything is said in it.
  const shown = waiting !== undefined && waiting.count > 0 && data?.rerouting === null;
  return (
    <div role="status">
      {shown && (
        <p className={classes.warning} data-place={place === "queue" ? "queue" : "settings"}>
          <strong title={t("routing.warningText")}>
            {t("routing.warning", { count: waiting.count, more: String(waiting.more) })}
          </strong>
          {data?.mayShow && (
            <Link to="/inbox/$queue" params={{ queue: "new" }} search={{ teams: "none", assignedTo: "unassigned" }}>
              {t("routing.warningShow")}
            </Link>
          )}
          {place !== "fallback" && <Link to="/settings/skill-sets/fallback">{t("routing.warningMend")}</Link>}
        </p>
      )}
      {data && data.unreached.length > 0 && (
        <p className={classes.warning} data-place={place === "queue" ? "queue" : "settings"}>
          <strong title={t("routing.unreachedText")}>{t("routing.unreached", { count: data.unreached.length })}</strong>
          <Link to="/settings/channels">{t("routing.unreachedShow")}</Link>
        </p>
      )}
    </div>
  );
}
