import type { ViewUses as Uses, ViewUsesQuery } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { routes } from "../api/routes.ts";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import classes from "./view-uses.module.css";

/** Which saved views ask for something, before it is deleted; asked afresh each time it is shown. */
export function ViewUses({ part, id }: ViewUsesQuery): ReactNode {
  const { t } = useWords();
  const { data, error } = useQuery({
    queryKey: ["view-uses", part, id],
    queryFn: ({ signal }) => call(routes.listViewUses, { query: { part, id }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (error) return <ErrorNotice error={error} compact />;
  return (
    <div className={classes.uses} role="status">
      {data === undefined ? t("ui.loading") : <Named uses={data} />}
    </div>
  );
}

function Named({ uses: { views, ofOthers } }: { readonly uses: Uses }): ReactNode {
  const { t } = useWords();
  const count = views.length + ofOthers.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return t("ui.viewUsesNone");
  return (
    <>
      <p>{t("ui.viewUses", { count })}</p>
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            {view.emoji} <bdi className={classes.name}>{view.name}</bdi>{" "}
            <span className={classes.whose}>
              {view.shared ? t("ui.viewSharedBy", { name: view.ownerName }) : t("ui.viewPrivate")}
            </span>
          </li>
        ))}
        {ofOthers.map(({ ownerName, count: own }) => (
          <li key={ownerName}>{t("ui.viewsOfOther", { name: ownerName, count: own })}</li>
        ))}
      </ul>
    </>
  );
}
