import type { ReactNode } from "react";
import { ExportRules } from "../features/rules-file/export-rules.tsx";
import { ImportRules } from "../features/rules-file/import-rules.tsx";
import { useWords } from "../locales/use-words.ts";
import { Page } from "../ui/page.tsx";

/** Settings > Routing and automation > Import and export: every rule as a file, and back. */
export function RulesFilePage(): ReactNode {
  const { t } = useWords();
  return (
    <Page title={t("rulesFile.title")} text={t("rulesFile.text")}>
      <ExportRules />
      <ImportRules />
    </Page>
  );
}
