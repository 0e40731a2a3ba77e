import type { ComponentType, ReactNode } from "react";
import classes from "./empty-state.module.css";

type Props = {
  readonly icon?: ComponentType<{ size?: number; stroke?: number }>;
  readonly title: string;
  /** What to do next, in a sentence. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** Says that there is nothing here, why, and what to do. */
export function EmptyState({ icon: Icon, title, children, action }: Props): ReactNode {
  return (
    <div className={classes.empty}>
      {Icon && (
        <span className={classes.icon} aria-hidden>
          <Icon size={26} stroke={1.5} />
        </span>
      )}
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.words}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
