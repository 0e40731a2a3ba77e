import type { ChannelRole } from "@guichet/contract";
import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { type Grantable, GrantList } from "../../ui/grant-list.tsx";
import type { Form } from "../../ui/use-form.ts";
import type { ChannelValues } from "./channel-values.ts";

type Props = {
  readonly form: Form<ChannelValues>;
  readonly people: readonly Grantable[];
  readonly teams: readonly Grantable[];
  readonly roles: readonly { readonly value: ChannelRole; readonly label: string }[];
};

/** Who has the channel: everybody, agents with a role each, teams (W20). */
export function ChannelAccess({ form, people, teams, roles }: Props): ReactNode {
  const { t } = useWords();
  const common = {
    valueLabel: (name: string) => t("users.roleOf", { name }),
    removeLabel: (name: string) => t("users.removeOf", { name }),
  };
  return (
    <FormSection title={t("channels.accessTitle")} text={t("channels.accessText")}>
      <Switch
        label={t("channels.grantToAll")}
        description={t("channels.grantToAllText")}
        checked={form.values.grantToAll}
        onChange={(event) => form.set("grantToAll", event.currentTarget.checked)}
      />
      <GrantList
        {...common}
        label={t("channels.agents")}
        items={people}
        grants={form.values.users}
        onChange={(users) => form.set("users", users)}
        choices={roles}
        first="contributor"
        addLabel={t("channels.addAgent")}
        emptyText={t("channels.noAgents")}
      />
      <GrantList
        {...common}
        label={t("channels.teams")}
        items={teams}
        grants={form.values.teams}
        onChange={(granted) => form.set("teams", granted)}
        choices={[{ value: "yes", label: t("ui.yes") }]}
        first="yes"
        addLabel={t("channels.addTeam")}
        emptyText={t("channels.noTeams")}
      />
    </FormSection>
  );
}
