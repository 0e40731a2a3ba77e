import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { usePalette } from "../app/palette/palette-provider.tsx";
import { FixedKeys, KeyList } from "../features/keyboard/key-list.tsx";
import { SingleKeys } from "../features/keyboard/single-keys.tsx";
import { useOwnKeys } from "../features/keyboard/use-own-keys.ts";
import { useWords } from "../locales/use-words.ts";
import { FormSection } from "../ui/form-section.tsx";

/** My profile, Keyboard: which key runs what, and whether single keys do (W98). */
export function KeyboardPage(): ReactNode {
  const { t } = useWords();
  const { openCheatSheet } = usePalette();
  const own = useOwnKeys();
  return (
    <>
      <FormSection title={t("ownKeys.title")} text={t("ownKeys.singleText")}>
        <SingleKeys />
        <div>
          <Button variant="default" size="xs" onClick={openCheatSheet}>
            {t("ownKeys.seeShortcuts")}
          </Button>
        </div>
      </FormSection>
      <FormSection title={t("ownKeys.keysTitle")} text={t("ownKeys.keysText")}>
        <KeyList own={own} />
        {own.anyOwn && (
          <div>
            <Button variant="default" size="xs" onClick={own.resetAll}>
              {t("ownKeys.resetAll")}
            </Button>
          </div>
        )}
      </FormSection>
      <FormSection title={t("ownKeys.fixedTitle")} text={t("ownKeys.fixedText")}>
        <FixedKeys />
      </FormSection>
    </>
  );
}
