import type { ReactNode } from "react";
import classes from "./page.module.css";
import { usePageTitle } from "./page-title.ts";
import { SectionHeader } from "./section-header.tsx";

type Props = {
  readonly title: string;
  readonly text?: string;
  /** Buttons beside the title. */
  readonly action?: ReactNode;
  /** Links above the title: the way back. */
  readonly above?: ReactNode;
  /** Between the title and the content, e.g. tabs. */
  readonly below?: ReactNode;
  readonly width?: "narrow" | "wide";
  readonly children: ReactNode;
};

/** A page that scrolls: its head and its content, in a measured column. */
export function Page({ title, text, action, above, below, width = "wide", children }: Props): ReactNode {
  usePageTitle(title);
  return (
    <div className={classes.scroll}>
      <div className={classes.column} data-width={width}>
        {above && <div className={classes.above}>{above}</div>}
        <SectionHeader title={title} level={1} action={action}>
          {text}
        </SectionHeader>
        {below}
        <div className={classes.content}>{children}</div>
      </div>
    </div>
  );
}
