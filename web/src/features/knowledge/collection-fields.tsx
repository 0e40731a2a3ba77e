import type { KnowledgeCollectionView } from "@guichet/contract";
import { Radio, Stack, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { type Grant, type Grantable, GrantList } from "../../ui/grant-list.tsx";
import type { Form } from "../../ui/use-form.ts";

export type CollectionValues = {
  name: string;
  allChannels: boolean;
  channels: Grant<"yes">[];
  onlyTeams: boolean;
  teams: Grant<"yes">[];
};
export type Choices = { readonly channels: readonly Grantable[]; readonly teams: readonly Grantable[] };
type Props = Choices & {
  readonly form: Form<CollectionValues>;
  readonly problem: (path: string) => string | undefined;
};

export const NEW_COLLECTION: CollectionValues = {
  name: "",
  allChannels: false,
  channels: [],
  onlyTeams: false,
  teams: [],
};

export function toValues(view: KnowledgeCollectionView): CollectionValues {
  const toGrant = <Id extends string>(id: Id) => ({ id, value: "yes" as const });
  const { name, allChannels, onlyTeams } = view;
  return { name, allChannels, channels: view.channelIds.map(toGrant), onlyTeams, teams: view.teamIds.map(toGrant) };
}

/** Name, Apply to channels, Apply to teams: the same on adding and on editing (W132). */
export function CollectionFields({ form, channels, teams, problem }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      <FormSection title={t("knowledge.collectionName")} text={t("knowledge.collectionNameText")}>
        <TextInput
          aria-label={t("knowledge.collectionName")}
          maxLength={100}
          autoComplete="off"
          value={form.values.name}
          error={problem("name")}
          onChange={(event) => form.set("name", event.currentTarget.value)}
        />
      </FormSection>
      <FormSection title={t("knowledge.applyToChannels")} text={t("knowledge.applyToChannelsText")}>
        <Limit
          label={t("knowledge.applyToChannels")}
          limited={!form.values.allChannels}
          onLimited={(limited) => form.set("allChannels", !limited)}
          all={t("knowledge.everyChannel")}
          some={t("knowledge.theseChannels")}
        />
        {!form.values.allChannels && (
          <Chosen
            label={t("knowledge.theseChannels")}
            items={channels}
            grants={form.values.channels}
            onChange={(granted) => form.set("channels", granted)}
            addLabel={t("knowledge.addChannel")}
            emptyText={t("knowledge.noChannels")}
          />
        )}
      </FormSection>
      <FormSection title={t("knowledge.applyToTeams")} text={t("knowledge.applyToTeamsText")}>
        <Limit
          label={t("knowledge.applyToTeams")}
          limited={form.values.onlyTeams}
          onLimited={(limited) => form.set("onlyTeams", limited)}
          all={t("knowledge.everybody")}
          some={t("knowledge.theseTeams")}
        />
        {form.values.onlyTeams && (
          <Chosen
            label={t("knowledge.theseTeams")}
            items={teams}
            grants={form.values.teams}
            onChange={(granted) => form.set("teams", granted)}
            addLabel={t("knowledge.addTeam")}
            emptyText={t("knowledge.noTeams")}
          />
        )}
      </FormSection>
    </>
  );
}

type LimitProps = {
  readonly label: string;
  readonly limited: boolean;
  readonly onLimited: (limited: boolean) => void;
  readonly all: string;
  readonly some: string;
};

function Limit({ label, limited, onLimited, all, some }: LimitProps): ReactNode {
  return (
    <Radio.Group aria-label={label} value={limited ? "some" : "all"} onChange={(value) => onLimited(value === "some")}>
      <Stack gap={8}>
        <Radio value="all" label={all} />
        <Radio value="some" label={some} />
      </Stack>
    </Radio.Group>
  );
}

type ChosenProps = {
  readonly label: string;
  readonly items: readonly Grantable[];
  readonly grants: readonly Grant<"yes">[];
  readonly onChange: (grants: Grant<"yes">[]) => void;
  readonly addLabel: string;
  readonly emptyText: string;
};

function Chosen(props: ChosenProps): ReactNode {
  const { t } = useWords();
  return (
    <GrantList
      {...props}
      choices={[{ value: "yes", label: t("ui.yes") }]}
      first="yes"
      valueLabel={(name) => name}
      removeLabel={(name) => t("knowledge.removeOf", { name })}
    />
  );
}
