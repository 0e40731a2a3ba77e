import type { ConversationRow } from "@guichet/contract";
import { IconRotateClockwise2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { shortDuration } from "../queue/waiting-time.ts";
import { useNow } from "../use-now.ts";
import classes from "./boomerang.module.css";
import { timeAhead } from "./time-ahead.ts";

/** In the row: it comes back, and how long that is still. */
export function BoomerangMark({ row }: { readonly row: ConversationRow }): ReactNode {
  return row.boomerang && <Mark boomerang={row.boomerang} />;
}

function Mark({ boomerang }: { readonly boomerang: NonNullable<ConversationRow["boomerang"]> }): ReactNode {
  const { t, locale } = useWords();
  const now = useNow();
  const words = t("time.comesBack", { when: timeAhead(boomerang.at, now, locale) ?? t("time.due") });
  const left = Math.max(0, new Date(boomerang.at).getTime() - now);
  return (
    <span className={classes.mark} title={boomerang.note === "" ? words : `${words}: ${boomerang.note}`}>
      <IconRotateClockwise2 size={12} stroke={2.1} aria-hidden />
      <span aria-hidden>{shortDuration(left, locale)}</span>
      <span className={classes.unseen}>{words}</span>
    </span>
  );
}
