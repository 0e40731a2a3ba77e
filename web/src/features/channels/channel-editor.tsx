import { type ChannelRole, type ChannelView, PLATFORMS } from "@guichet/contract";
import { Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import type { Grantable } from "../../ui/grant-list.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { type Form, useAction, useForm } from "../../ui/use-form.ts";
import { ChannelAccess } from "./channel-access.tsx";
import { ChannelActions } from "./channel-actions.tsx";
import { ChannelAutoResolve } from "./channel-auto-resolve.tsx";
import { ChannelConnection } from "./channel-connection.tsx";
import { type ChannelValues, changesOf, toChannelValues } from "./channel-values.ts";
import { ChannelTemplates } from "./templates/channel-templates.tsx";

type Props = {
  readonly channel: ChannelView;
  readonly people: readonly Grantable[];
  readonly teams: readonly Grantable[];
  readonly roles: readonly { readonly value: ChannelRole; readonly label: string }[];
  readonly onDeleted: () => void;
};

/** Everything about one channel: name, connection, who has it. */
export function ChannelEditor({ channel, people, teams, roles, onDeleted }: Props): ReactNode {
  const { t } = useWords();
  const form = useForm(toChannelValues(channel));
  const save = useSave(channel, form);
  return (
    <>
      <FormSection title={t("channels.general")} text={t("channels.generalText")}>
        <TextInput
          label={t("channels.displayName")}
          description={t("channels.displayNameHint")}
          maxLength={255}
          autoComplete="off"
          value={form.values.name}
          error={form.values.name.trim() === "" ? t("ui.required") : save.problem("name")}
          onChange={(event) => form.set("name", event.currentTarget.value)}
        />
        <Switch
          label={t("channels.autoAssign")}
          description={t("channels.autoAssignText")}
          checked={form.values.autoAssign}
          onChange={(event) => form.set("autoAssign", event.currentTarget.checked)}
        />
        <Switch
          label={t("channels.shortCode")}
          description={t("channels.shortCodeText")}
          checked={form.values.shortCode}
          onChange={(event) => form.set("shortCode", event.currentTarget.checked)}
        />
      </FormSection>
      <ChannelAutoResolve form={form} />
      <ChannelConnection channel={channel} form={form} problem={save.problem} />
      {PLATFORMS[channel.platform].can.template && (
        <ChannelTemplates channelId={channel.id} platform={channel.platform} />
      )}
      <ChannelAccess form={form} people={people} teams={teams} roles={roles} />
      <ChannelActions channel={channel} onDeleted={onDeleted} />
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => void save.run()}
        onDiscard={() => {
          form.reset(toChannelValues(channel));
          save.forget();
        }}
      />
    </>
  );
}

function useSave(channel: ChannelView, form: Form<ChannelValues>) {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  return useAction(async () => {
    const params = { id: channel.id };
    const changes = changesOf(channel, form.values);
    let now = channel;
    if (changes.fields) now = await call(routes.patchChannel, { params, body: changes.fields });
    if (changes.access) now = await call(routes.putChannelAccess, { params, body: changes.access });
    form.reset(toChannelValues(now));
    cache.setQueryData(queries.channel(channel.id).queryKey, now);
    await cache.invalidateQueries({ queryKey: ["channels"], exact: true });
    await cache.invalidateQueries({ queryKey: ["users"] });
    await cache.invalidateQueries({ queryKey: ["teams"] });
    toasts.show({ message: t("ui.saved"), tone: "good" });
    // What was mended is found out at once: messages wait for it, and the notice above every page goes.
    if (changes.fields?.settings && channel.state === "needs_reconnection")
      call(routes.testChannel, { params }).catch(() => undefined);
  });
}
