import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { usePreference } from "../../api/preference.ts";
import { useWords } from "../../locales/use-words.ts";

/** Whoever speaks to the computer, or hits keys by accident, switches single keys off; those with Ctrl or Cmd stay. */
export function SingleKeys(): ReactNode {
  const { t } = useWords();
  const [singleKeys, setSingleKeys] = usePreference("keyboard.singleKeys", true);
  return (
    <Switch
      label={t("ownKeys.singleKeys")}
      description={t("ownKeys.singleKeysHint")}
      checked={singleKeys}
      onChange={(event) => setSingleKeys(event.currentTarget.checked)}
    />
  );
}
