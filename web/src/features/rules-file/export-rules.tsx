import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { addressOf } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";

export function ExportRules(): ReactNode {
  const { t } = useWords();
  return (
    <FormSection title={t("rulesFile.export")} text={t("rulesFile.exportText")}>
      <div>
        <Button component="a" href={addressOf(routes.getRulesFile)} download leftSection={<IconDownload size={16} />}>
          {t("rulesFile.download")}
        </Button>
      </div>
    </FormSection>
  );
}
