import { templateParts } from "@guichet/contract";
import { type ReactNode, useId } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./templates.module.css";

type Props = { readonly body: string; readonly valueFor: (name: string) => string; readonly name: string };

/** What the contact will read; what is still to be written is marked. */
export function TemplatePreview({ body, valueFor, name }: Props): ReactNode {
  const { t } = useWords();
  const id = useId();
  return (
    <section className={classes.preview} aria-labelledby={id}>
      <span id={id}>{t("replyBox.templatePreview", { name })}</span>
      <p dir="auto">
        {templateParts(body).map((part, index) => {
          const value = part.parameter === undefined ? part.text : valueFor(part.parameter).trim();
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text do not move
          return value === "" ? <mark key={index}>{part.text}</mark> : <span key={index}>{value}</span>;
        })}
      </p>
    </section>
  );
}
