import type { ReactNode } from "react";
import classes from "./bar.module.css";

type Props = {
  readonly icon: ReactNode;
  readonly tone?: "warn";
  /** Stands there without being announced. */
  readonly quiet?: boolean;
  readonly children: ReactNode;
};

/** A line above the reply: what holds for it, and what one may do about it. */
export function Bar({ icon, tone, quiet = false, children }: Props): ReactNode {
  return (
    <div className={classes.bar} data-tone={tone} role={quiet ? undefined : "status"}>
      {icon}
      <div className={classes.words}>{children}</div>
    </div>
  );
}
