import type { ComponentProps, ReactNode } from "react";
import classes from "./composer.module.css";

/** A text field that grows with its text: an unseen copy of the text holds the height, so nothing is measured. */
export function GrowArea({ value, ...rest }: ComponentProps<"textarea"> & { readonly value: string }): ReactNode {
  return (
    <div className={classes.grow} data-text={`${value}\n`}>
      <textarea {...rest} value={value} className={classes.area} rows={1} />
    </div>
  );
}
