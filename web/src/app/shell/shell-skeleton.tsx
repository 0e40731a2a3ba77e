import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import classes from "./shell.module.css";

/** The frame before it is known who is signed in. */
export function ShellSkeleton(): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.shell} role="status" aria-label={t("ui.loading")}>
      <div className={classes.rail} />
      <div className={classes.top} />
      <div className={classes.page}>
        <div className={classes.skeleton}>
          <RowSkeletons rows={8} />
        </div>
      </div>
    </div>
  );
}
