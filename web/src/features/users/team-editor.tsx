import type { ChannelRole, TeamOptions, TeamView } from "@guichet/contract";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { type Grant, type Grantable, GrantList } from "../../ui/grant-list.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { SkillSetUses } from "../../ui/skill-set-uses.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { type Form, useAction, useForm } from "../../ui/use-form.ts";
import { ViewUses } from "../../ui/view-uses.tsx";
import classes from "./form.module.css";
import { useRoleChoices } from "./role-choices.ts";
import { isMost, TeamOptionsFields } from "./team-options.tsx";

type Values = { name: string; members: Grant<ChannelRole>[]; channels: Grant<"yes">[]; options: TeamOptions };
type Props = {
  readonly team: TeamView;
  readonly people: readonly Grantable[];
  readonly channels: readonly Grantable[];
  readonly onDeleted: () => void;
};

/** A team's name, its members with their roles, its channels. */
export function TeamEditor({ team, people, channels, onDeleted }: Props): ReactNode {
  const { t } = useWords();
  const form = useForm<Values>(toValues(team));
  const save = useSave(team, form);
  return (
    <>
      <FormSection title={t("teams.name")} text={t("teams.nameText")}>
        <TextInput
          aria-label={t("teams.name")}
          maxLength={100}
          autoComplete="off"
          value={form.values.name}
          error={form.values.name.trim() === "" ? t("ui.required") : save.problem("name")}
          onChange={(event) => form.set("name", event.currentTarget.value)}
        />
      </FormSection>
      <Lists form={form} people={people} channels={channels} />
      <FormSection title={t("skillSets.leadsHere")} text={t("skillSets.leadsHereText")}>
        <SkillSetUses part="teams" id={team.id} />
        <Link to="/settings/skill-sets" {...LINK}>
          {t("skillSets.title")}
        </Link>
      </FormSection>
      <TeamOptionsFields options={form.values.options} onChange={(options) => form.set("options", options)} />
      <DeleteTeam team={team} onDeleted={onDeleted} />
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => isMost(form.values.options.mostAssigned) && void save.run()}
        onDiscard={() => {
          form.reset(toValues(team));
          save.forget();
        }}
      />
    </>
  );
}

type ListsProps = Pick<Props, "people" | "channels"> & { readonly form: Form<Values> };

function Lists({ form, people, channels }: ListsProps): ReactNode {
  const { t } = useWords();
  const choices = useRoleChoices();
  const common = {
    valueLabel: (name: string) => t("users.roleOf", { name }),
    removeLabel: (name: string) => t("users.removeOf", { name }),
  };
  return (
    <>
      <FormSection title={t("teams.members")} text={t("teams.membersText")}>
        <GrantList
          {...common}
          label={t("teams.members")}
          items={people}
          grants={form.values.members}
          onChange={(members) => form.set("members", members)}
          choices={choices}
          first="contributor"
          addLabel={t("teams.addMember")}
          emptyText={t("teams.noMembers")}
        />
      </FormSection>
      <FormSection title={t("teams.channels")} text={t("teams.channelsText")}>
        <GrantList
          {...common}
          label={t("teams.channels")}
          items={channels}
          grants={form.values.channels}
          onChange={(granted) => form.set("channels", granted)}
          choices={[{ value: "yes", label: t("ui.yes") }]}
          first="yes"
          addLabel={t("teams.addChannel")}
          emptyText={t("teams.noChannels")}
        />
      </FormSection>
    </>
  );
}

function DeleteTeam({ team, onDeleted }: Pick<Props, "team" | "onDeleted">): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const remove = async (): Promise<void> => {
    await call(routes.deleteTeam, { params: { id: team.id } });
    onDeleted();
    toasts.show({ message: t("teams.deleted", { name: team.name }) });
    await cache.invalidateQueries({ queryKey: ["teams"], exact: true });
    await cache.invalidateQueries({ queryKey: ["users"] });
  };
  return (
    <FormSection title={t("teams.delete")} text={t("teams.deleteText")}>
      <div className={classes.danger}>
        <Button variant="light" color="red" onClick={() => setAsking(true)}>
          {t("teams.delete")}
        </Button>
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("teams.deleteTitle", { name: team.name })}
        confirmLabel={t("teams.delete")}
        danger
        onConfirm={remove}
      >
        <ViewUses part="teams" id={team.id} />
        <SkillSetUses part="teams" id={team.id} />
        {t("teams.deleteConfirm")}
      </ConfirmDialog>
    </FormSection>
  );
}

function useSave(team: TeamView, form: Form<Values>) {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  return useAction(async () => {
    const params = { id: team.id };
    const before = toValues(team);
    const { name, members, channels, options } = form.values;
    let now = team;
    if (name !== before.name) now = await call(routes.patchTeam, { params, body: { name } });
    if (differ(members, before.members)) {
      const body = { members: members.map(({ id, value }) => ({ userId: id, role: value })) };
      now = await call(routes.putTeamMembers, { params, body });
    }
    if (differ(channels, before.channels)) {
      now = await call(routes.putTeamChannels, { params, body: { channelIds: channels.map(({ id }) => id) } });
    }
    if (differ(options, before.options))
      now = await call(routes.patchTeamOptions, { params, body: changed(options, before.options) });
    form.reset(toValues(now));
    cache.setQueryData(queries.team(team.id).queryKey, now);
    await cache.invalidateQueries({ queryKey: ["teams"], exact: true });
    await cache.invalidateQueries({ queryKey: ["users"] });
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
}

function toValues(team: TeamView): Values {
  return {
    name: team.name,
    members: team.members.map(({ userId, role }) => ({ id: userId, value: role })),
    channels: team.channelIds.map((id) => ({ id, value: "yes" })),
    options: team.options,
  };
}

/** What another Admin has changed meanwhile stays. */
function changed(now: TeamOptions, before: TeamOptions): Partial<TeamOptions> {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== was.get(name)));
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

const LINK = classes.onward === undefined ? {} : { className: classes.onward };
