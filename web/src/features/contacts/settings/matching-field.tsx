import type { AttributeId, AttributeView, ContactSettings } from "@guichet/contract";
import { Select } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { FormSection } from "../../../ui/form-section.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import { attributeName } from "../attribute-words.ts";

type Props = { readonly attributes: readonly AttributeView[]; readonly settings: ContactSettings };
const NONE = "none";

/** By which attribute contacts are recognized over channels (W118); saved when it is chosen, and taken back with Undo. */
export function MatchingField({ attributes, settings }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const nameOf = (id: AttributeId | null) => {
    const found = attributes.find((one) => one.id === id);
    return found === undefined ? "" : attributeName(found, words);
  };
  const put = async (id: AttributeId | null): Promise<void> => {
    const now = await call(routes.patchContactSettings, { body: { matchingAttributeId: id } });
    cache.setQueryData(queries.contactSettings().queryKey, now);
    await cache.invalidateQueries({ queryKey: ["attributes"] });
    await cache.invalidateQueries({ queryKey: ["contacts"] });
  };
  const failed = (error: unknown): void => toasts.show({ message: say(error), tone: "bad" });
  const choose = (chosen: string | null): void => {
    const before = settings.matchingAttributeId;
    const id = attributes.find((one) => one.id === chosen)?.id ?? null;
    if (id === before) return;
    put(id).then(
      () =>
        toasts.show({
          message:
            id === null ? t("contactSettings.matchingOff") : t("contactSettings.matchingSet", { name: nameOf(id) }),
          undo: () => void put(before).catch(failed),
        }),
      failed,
    );
  };
  return (
    <FormSection title={t("contactSettings.matching")} text={t("contactSettings.matchingText")}>
      <Select
        aria-label={t("contactSettings.matching")}
        allowDeselect={false}
        searchable
        maw={380}
        data={[
          { value: NONE, label: t("contactSettings.matchingNone") },
          ...attributes
            .filter((one) => one.kind !== "yes_no" && one.kind !== "choice")
            .map((one) => ({ value: one.id, label: attributeName(one, words) })),
        ]}
        value={settings.matchingAttributeId ?? NONE}
        onChange={choose}
      />
    </FormSection>
  );
}
