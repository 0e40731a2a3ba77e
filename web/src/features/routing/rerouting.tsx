import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";

/** While what waits is gone through after a change: how far that is. */
export function Rerouting(): ReactNode {
  const { t } = useWords();
  const { data } = useQuery(queries.routing());
  if (!data?.rerouting) return null;
  const { looked, total } = data.rerouting;
  return <Notice>{total === 0 ? t("skillSets.reroutingSoon") : t("skillSets.rerouting", { looked, total })}</Notice>;
}
