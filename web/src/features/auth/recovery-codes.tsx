import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { saveFile } from "../../ui/save-file.ts";
import classes from "./two-factor.module.css";

type Props = { readonly codes: readonly string[]; readonly onDone: () => void };

/** The recovery codes, shown this once. */
export function RecoveryCodes({ codes, onDone }: Props): ReactNode {
  const { t } = useWords();
  const text = codes.join("\n");
  return (
    <div className={classes.steps}>
      <p className={classes.stepTitle}>{t("profile.codesTitle")}</p>
      <p className={classes.text}>{t("profile.codesText")}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.actions}>
        <CopyButton text={text} label={t("profile.codesCopy")} />
        <Button variant="default" size="xs" onClick={() => saveFile("guichet-recovery-codes.txt", `${text}\n`)}>
          {t("profile.codesDownload")}
        </Button>
        <Button size="xs" className={classes.last} onClick={onDone}>
          {t("profile.codesDone")}
        </Button>
      </div>
    </div>
  );
}
