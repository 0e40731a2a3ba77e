import type { AccessMode } from "@guichet/contract";
import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { type Grantable, GrantList } from "../../ui/grant-list.tsx";
import type { Form } from "../../ui/use-form.ts";
import classes from "./access-editor.module.css";
import type { AccessValues } from "./access-form.ts";
import { useRoleChoices } from "./role-choices.ts";

type Props = {
  readonly form: Form<AccessValues>;
  readonly channels: readonly Grantable[];
  readonly teams: readonly Grantable[];
};

/** What somebody may see: channels one by one, or through teams, each with a role (W12–W17). */
export function AccessEditor({ form, channels, teams }: Props): ReactNode {
  const { t } = useWords();
  const choices = useRoleChoices();
  const common = {
    choices,
    first: "contributor" as const,
    valueLabel: (name: string) => t("users.roleOf", { name }),
    removeLabel: (name: string) => t("users.removeOf", { name }),
  };
  const byTeams = form.values.mode === "teams";
  return (
    <FormSection title={t("users.accessTitle")} text={t("users.accessText")}>
      <SegmentedControl
        aria-label={t("users.accessMode")}
        className={classes.mode}
        value={form.values.mode}
        onChange={(mode: AccessMode) => form.set("mode", mode)}
        data={[
          { value: "channels", label: t("users.modeChannels") },
          { value: "teams", label: t("users.modeTeams") },
        ]}
      />
      <GrantList
        key={form.values.mode}
        {...common}
        label={t(byTeams ? "users.modeTeams" : "users.modeChannels")}
        items={byTeams ? teams : channels}
        grants={byTeams ? form.values.teams : form.values.channels}
        onChange={(grants) => form.set(byTeams ? "teams" : "channels", grants)}
        addLabel={t(byTeams ? "users.addTeam" : "users.addChannel")}
        emptyText={t(byTeams ? "users.noTeams" : "users.noChannels")}
      />
      <p className={classes.note}>{t("users.losesAssignments")}</p>
    </FormSection>
  );
}
