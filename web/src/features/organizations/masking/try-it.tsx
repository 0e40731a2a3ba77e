import { createMasker, type MaskingRules, maskText } from "@guichet/contract";
import { Textarea } from "@mantine/core";
import { type ReactNode, useDeferredValue, useId, useMemo, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./masking.module.css";

/** What would be masked in a text of one's own; it never leaves the browser. */
export function TryIt({ rules }: { readonly rules: MaskingRules }): ReactNode {
  const { t } = useWords();
  const id = useId();
  const [text, setText] = useState("");
  const tried = useDeferredValue(text);
  const masked = useMemo(() => {
    const masker = createMasker({ ...rules, automatic: true });
    return masker === undefined ? tried : maskText(masker, tried);
  }, [rules, tried]);
  return (
    <div className={classes.try}>
      <Textarea
        label={t("masking.tryLabel")}
        placeholder={t("masking.tryExample")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <span className={classes.label} id={id}>
          {t("masking.tryResult")}
        </span>
        <output className={classes.result} aria-labelledby={id} aria-live="polite" dir="auto">
          {masked === "" ? <span className={classes.hint}>{t("masking.tryNothing")}</span> : masked}
        </output>
        {masked !== "" && (
          <p className={classes.hint}>{t(masked === tried ? "masking.tryStays" : "masking.tryMasked")}</p>
        )}
      </div>
    </div>
  );
}
