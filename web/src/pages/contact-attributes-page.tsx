import type { AttributeView } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconAddressBook, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../api/call.ts";
import { queries } from "../api/queries.ts";
import { routes } from "../api/routes.ts";
import { useWishedOrder } from "../api/use-wished-order.ts";
import { AttributeDialog } from "../features/contacts/settings/attribute-dialog.tsx";
import { movedTo } from "../features/contacts/settings/attribute-order.ts";
import { AttributeTable } from "../features/contacts/settings/attribute-table.tsx";
import { MatchingField } from "../features/contacts/settings/matching-field.tsx";
import { useRefusalWords } from "../locales/refusal-words.ts";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";
import { useToasts } from "../ui/toasts.tsx";

const USUAL = [
  ["email", "email"],
  ["phone", "phone"],
  ["company", "text"],
  ["customerNumber", "text"],
  ["city", "text"],
] as const;

const NONE: readonly AttributeView[] = [];

/** Settings > Contact attributes (W111–W113, W118, W172). */
export function ContactAttributesPage(): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const { data, error, refetch } = useQuery(queries.attributes());
  const settings = useQuery(queries.contactSettings());
  // Null: a new one. Undefined: closed.
  const [open, setOpen] = useState<AttributeView | null>();
  const failed = (thrown: unknown): void => {
    toasts.show({ message: say(thrown), tone: "bad" });
    void refetch();
  };
  const again = async (): Promise<void> => {
    void cache.invalidateQueries({ queryKey: ["contact-groups"] });
    void cache.invalidateQueries({ queryKey: ["contact-settings"] });
    void cache.invalidateQueries({ queryKey: ["contacts"] });
    await cache.invalidateQueries({ queryKey: ["attributes"] });
  };
  const { items, wish } = useWishedOrder("attributes", data?.items ?? NONE, async (ids) => {
    await call(routes.orderAttributes, { body: { ids: [...ids] } });
    await again();
  });
  const move = (attribute: AttributeView, target: AttributeView): void => {
    wish(movedTo(items, attribute, target)).catch(failed);
  };
  const addUsual = async (): Promise<void> => {
    for (const [word, kind] of USUAL)
      await call(routes.createAttribute, { body: { name: t(`contactSettings.usual_${word}`), kind } });
    await again();
  };
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen(null)}>
      {t("contactSettings.add")}
    </Button>
  );
  return (
    <Page title={t("contactSettings.attributes")} text={t("contactSettings.attributesText")} action={add}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons avatar={false} />}
      {data?.items.every((one) => one.platform !== null) && (
        <EmptyState
          icon={IconAddressBook}
          title={t("contactSettings.emptyTitle")}
          action={
            <Button variant="default" onClick={() => void addUsual().catch(failed)}>
              {t("contactSettings.addUsual")}
            </Button>
          }
        >
          {t("contactSettings.emptyText")}
        </EmptyState>
      )}
      {data && data.items.length > 0 && <AttributeTable attributes={items} onEdit={setOpen} onMove={move} />}
      {data && settings.data && data.items.length > 0 && (
        <MatchingField attributes={data.items} settings={settings.data} />
      )}
      <AttributeDialog
        attribute={open}
        onClose={() => setOpen(undefined)}
        onSaved={() => void again()}
        onDeleted={(gone) => {
          void again();
          toasts.show({ message: t("contactSettings.deleted", { name: gone.name }) });
        }}
      />
    </Page>
  );
}
