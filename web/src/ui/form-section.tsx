import { type ReactNode, useId } from "react";
import classes from "./form-section.module.css";

type Props = {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
};

/** A part of a form: what it is about at the left, its fields at the right. */
export function FormSection({ title, text, children }: Props): ReactNode {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.about}>
        <h2 className={classes.title} id={id}>
          {title}
        </h2>
        {text && <p className={classes.text}>{text}</p>}
      </div>
      <div className={classes.fields}>{children}</div>
    </section>
  );
}

/** Fields side by side where there is room. */
export function FieldRow({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={classes.row}>{children}</div>;
}
