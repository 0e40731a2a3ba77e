import type { ReactNode } from "react";
import classes from "./empty-state.module.css";
import type { Icon } from "./icon.ts";

type Props = {
  readonly icon?: Icon;
  readonly title: string;
  /** The page consists of it: then its title is the page's heading. */
  readonly isPage?: boolean;
  /** What to do next, in a sentence. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** Says that there is nothing here, why, and what to do. */
export function EmptyState({ icon: Sign, title, isPage = false, children, action }: Props): ReactNode {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={classes.empty} data-page={isPage || undefined}>
      {Sign && (
        <span className={classes.icon} aria-hidden>
          <Sign size={26} stroke={1.5} />
        </span>
      )}
      <Title className={classes.title}>{title}</Title>
      {children && <div className={classes.words}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
