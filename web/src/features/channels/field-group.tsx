import type { ReactNode } from "react";
import classes from "./channels.module.css";

type Props = { readonly title: string; readonly hint: string; readonly children: ReactNode };

/** Fields that belong together, with what they are for: the addresses of a network's servers, a key that may stand instead. */
export function FieldGroup({ title, hint, children }: Props): ReactNode {
  return (
    <fieldset className={classes.server}>
      <legend className={classes.legend}>{title}</legend>
      <p className={classes.secretText}>{hint}</p>
      {children}
    </fieldset>
  );
}
