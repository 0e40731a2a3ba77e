import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./notice.module.css";

type Props = { readonly tone?: "info" | "good" | "warning"; readonly title?: string; readonly children: ReactNode };
const ICONS = { info: IconInfoCircle, good: IconCircleCheck, warning: IconAlertTriangle };

/** Something to know, in a tinted box. For failures there is ErrorNotice. */
export function Notice({ tone = "info", title, children }: Props): ReactNode {
  const Icon = ICONS[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={tone === "info" ? undefined : "status"}>
      <Icon size={18} stroke={1.8} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        {title && <p className={classes.title}>{title}</p>}
        <div>{children}</div>
      </div>
    </div>
  );
}
