import { PLACEHOLDER_FIELDS, type PlaceholderField, parametersOf } from "@guichet/contract";
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../../../api/queries.ts";
import type { WordKey } from "../../../locales/catalog.ts";
import { useWords } from "../../../locales/use-words.ts";

type Prefill = Readonly<Record<string, string>>;
type Props = {
  readonly body: string;
  readonly prefill: Prefill;
  readonly onPrefill: (prefill: Record<string, string>) => void;
};

const WORDS: Record<PlaceholderField, WordKey> = {
  "contact.name": "knowledge.contactName",
  "contact.first_name": "knowledge.contactFirstName",
  "agent.name": "knowledge.agentName",
  "agent.first_name": "knowledge.agentFirstName",
};

/** What each parameter begins with, from what is known of the contact and the agent; the same as in responses. */
export function PrefillFields({ body, prefill, onPrefill }: Props): ReactNode {
  const { t } = useWords();
  const attributes = useQuery(queries.attributes()).data?.items ?? [];
  const known = [
    ...PLACEHOLDER_FIELDS.map((value) => ({ value: value as string, label: t(WORDS[value]) })),
    ...attributes.map(({ name }) => ({ value: `attribute.${name}`, label: name })),
  ];
  return parametersOf(body).map((parameter) => {
    const value = prefill[parameter] ?? "";
    // An attribute that was deleted since stays chosen, by its name.
    const own = value === "" || known.some((one) => one.value === value) ? [] : [{ value, label: value }];
    return (
      <NativeSelect
        key={parameter}
        label={t("channels.templateFill", { parameter: `{{${parameter}}}` })}
        data={[{ value: "", label: t("channels.templateFillNothing") }, ...known, ...own]}
        value={value}
        onChange={(event) => {
          const { [parameter]: _, ...others } = prefill;
          const next = event.currentTarget.value;
          onPrefill(next === "" ? others : { ...others, [parameter]: next });
        }}
      />
    );
  });
}
