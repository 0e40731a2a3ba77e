import type { ReactNode } from "react";
import classes from "./state-badge.module.css";

type Props = { readonly tone: "good" | "warning" | "bad" | "plain" | "info"; readonly children: ReactNode };

/** The state of something in a word, tinted. */
export function StateBadge({ tone, children }: Props): ReactNode {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  );
}
