import { Fragment, type ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import { isMac, partsOf } from "./key-names.ts";
import classes from "./keys-hint.module.css";

/** How a key is typed, e.g. `mod+k` or `g n`, drawn as keycaps. */
export function KeysHint({ keys }: { readonly keys: string }): ReactNode {
  const { t } = useWords();
  const names = {
    ctrl: t("ui.keyCtrl"),
    shift: t("ui.keyShift"),
    enter: t("ui.keyEnter"),
    esc: t("ui.keyEsc"),
    space: t("ui.keySpace"),
  };
  return (
    <span className={classes.hint}>
      {keys.split(" ").map((stroke, index) => (
        // A sequence may hold the same stroke twice; its place is its identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Fragment key={index}>
          {index > 0 && <span className={classes.then}>{t("ui.thenKey")}</span>}
          {partsOf(stroke, names, isMac()).map((part) => (
            <kbd key={part} className={classes.key}>
              {part}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
