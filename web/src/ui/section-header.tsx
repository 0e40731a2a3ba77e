import type { ReactNode } from "react";
import classes from "./section-header.module.css";

type Props = {
  readonly title: string;
  /** One or two sentences under it. */
  readonly children?: ReactNode;
  /** Buttons on the right. */
  readonly action?: ReactNode;
  readonly level?: 1 | 2 | 3;
  readonly id?: string;
};

/** The head of a page (level 1) or of a part of it. */
export function SectionHeader({ title, children, action, level = 2, id }: Props): ReactNode {
  const Heading = `h${level}` as const;
  return (
    <header className={classes.header} data-level={level}>
      <div className={classes.words}>
        <Heading className={classes.title} id={id}>
          {title}
        </Heading>
        {children && <p className={classes.text}>{children}</p>}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </header>
  );
}
