import type { ChannelView, ReasonsAsked as Elsewhere, OrganizationView, ReasonAsked } from "@guichet/contract";
import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { PlatformIcon } from "../../../ui/platform-icon.tsx";
import { Records } from "../../../ui/records.tsx";
import { SectionHeader } from "../../../ui/section-header.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import classes from "./reasons.module.css";

type Props = { readonly channels: readonly ChannelView[]; readonly organization: OrganizationView };
const ELSEWHERE: readonly (keyof Elsewhere)[] = ["bulk", "autoResolve", "automation"];

/** Where a reason is asked for: by channel and type, and where nobody resolves by hand. Each switch acts at once. */
export function ReasonsAsked({ channels, organization }: Props): ReactNode {
  const { t } = useWords();
  const { askOn, setElsewhere } = useSwitches();
  return (
    <>
      <SectionHeader title={t("reasons.asked")}>{t("reasons.askedText")}</SectionHeader>
      {channels.length === 0 ? (
        <p className={classes.nothing}>{t("reasons.noChannels")}</p>
      ) : (
        <Records
          label={t("reasons.asked")}
          rows={channels.toSorted((a, b) => a.platform.localeCompare(b.platform) || a.name.localeCompare(b.name))}
          keyOf={(channel) => channel.id}
          columns={[
            { key: "channel", label: t("reasons.channel"), cell: (channel) => <Name channel={channel} /> },
            { key: "platform", label: t("reasons.platform"), cell: (channel) => t(`platforms.${channel.platform}`) },
            ...(["private", "public"] as const).map((type) => ({
              key: type,
              label: t(`reasons.${type}`),
              cell: (channel: ChannelView) => (
                <Switch
                  aria-label={t(type === "private" ? "reasons.askedPrivate" : "reasons.askedPublic", {
                    channel: channel.name,
                  })}
                  checked={channel.reasonAsked[type]}
                  onChange={(event) => askOn(channel, { ...channel.reasonAsked, [type]: event.currentTarget.checked })}
                />
              ),
            })),
          ]}
        />
      )}
      <SectionHeader title={t("reasons.elsewhere")}>{t("reasons.elsewhereText")}</SectionHeader>
      <div className={classes.switches}>
        {ELSEWHERE.map((where) => (
          <Switch
            key={where}
            label={t(`reasons.${where}`)}
            checked={organization.reasonsAsked[where]}
            onChange={(event) => setElsewhere(organization, { [where]: event.currentTarget.checked })}
          />
        ))}
      </div>
    </>
  );
}

function Name({ channel }: { readonly channel: ChannelView }): ReactNode {
  return (
    <span className={classes.channel}>
      <PlatformIcon platform={channel.platform} size={18} framed />
      <strong>{channel.name}</strong>
    </span>
  );
}

/** On the screen at once, back when the server refuses. */
function useSwitches() {
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const refused = (error: unknown): void => toasts.show({ message: say(error), tone: "bad" });
  const putChannel = (now: ChannelView): void => {
    cache.setQueryData(
      queries.channels().queryKey,
      (all) => all && { ...all, items: all.items.map((one) => (one.id === now.id ? now : one)) },
    );
    cache.setQueryData(queries.channel(now.id).queryKey, (one) => one && now);
  };
  const putOrganization = (now: OrganizationView): void => {
    cache.setQueryData(queries.organization().queryKey, now);
  };
  return {
    askOn(channel: ChannelView, reasonAsked: ReasonAsked): void {
      putChannel({ ...channel, reasonAsked });
      call(routes.patchChannel, { params: { id: channel.id }, body: { reasonAsked } }).then(putChannel, (error) => {
        putChannel(channel);
        refused(error);
      });
    },
    setElsewhere(organization: OrganizationView, change: Partial<Elsewhere>): void {
      const reasonsAsked = { ...organization.reasonsAsked, ...change };
      putOrganization({ ...organization, reasonsAsked });
      call(routes.patchOrganization, { body: { reasonsAsked } }).then(putOrganization, (error) => {
        putOrganization(organization);
        refused(error);
      });
    },
  };
}
