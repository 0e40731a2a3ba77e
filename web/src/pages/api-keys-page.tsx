import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { queries } from "../api/queries.ts";
import { GenerateDialog } from "../features/api-keys/generate-dialog.tsx";
import { KeyList } from "../features/api-keys/key-list.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Integration and APIs > REST API keys (R167). */
export function ApiKeysPage(): ReactNode {
  const { t } = useWords();
  const { data: keys, error, refetch } = useQuery(queries.apiKeys());
  const [generating, setGenerating] = useState(false);
  const generate = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setGenerating(true)}>
      {t("apiKeys.generate")}
    </Button>
  );
  return (
    <Page title={t("apiKeys.title")} text={t("apiKeys.text")} action={generate}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!keys && !error && <RowSkeletons avatar={false} />}
      {keys && <KeyList keys={keys} />}
      <GenerateDialog opened={generating} onClose={() => setGenerating(false)} />
    </Page>
  );
}
