import type { ChannelId, ChannelSummary } from "@guichet/contract";
import { IconAlertTriangle, IconPlayerPause } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { PlatformIcon } from "../platform-icon.tsx";
import { useChannels, useQueueCounts } from "../use-world.ts";
import { groupByPlatform, type PlatformGroup, switchChannels } from "./channel-choice.ts";
import classes from "./filter.module.css";
import { FilterButton } from "./filter-button.tsx";

type Selected = readonly ChannelId[] | null;
type Props = { readonly selected: Selected; readonly onChange: (selected: Selected) => void };

/** Which channels one works on: grouped by platform, with New and Pending beside each (W40, W41). */
export function ChannelSelector({ selected, onChange }: Props): ReactNode {
  const { t } = useWords();
  const channels = useChannels();
  const active = selected === null ? channels.length : channels.filter((one) => selected.includes(one.id)).length;
  return (
    <FilterButton
      name="channels"
      label={t("conversations.channels")}
      value={`${active}/${channels.length}`}
      active={selected !== null}
      title={t("conversations.activeChannels")}
    >
      {() => <Choices channels={channels} active={active} selected={selected} onChange={onChange} />}
    </FilterButton>
  );
}

function Choices({
  channels,
  active,
  selected,
  onChange,
}: Props & { channels: readonly ChannelSummary[]; active: number }): ReactNode {
  const { t } = useWords();
  const groups = useMemo(() => groupByPlatform(channels, (platform) => t(`platforms.${platform}`)), [channels, t]);
  const everything = active === channels.length;
  const set = (ids: readonly ChannelId[], on: boolean): void =>
    onChange(
      switchChannels(
        channels.map((one) => one.id),
        selected,
        ids,
        on,
      ),
    );
  return (
    <>
      <div className={classes.head}>
        <span>{t("conversations.channelsSelected", { selected: active, available: channels.length })}</span>
        <button type="button" className={classes.all} onClick={() => onChange(everything ? [] : null)}>
          {t(everything ? "conversations.selectNone" : "conversations.selectAll")}
        </button>
      </div>
      <div className={classes.list}>
        {groups.map((group) => (
          <Group key={group.platform} group={group} selected={selected} onSet={set} />
        ))}
      </div>
    </>
  );
}

type GroupProps = {
  readonly group: PlatformGroup;
  readonly selected: Selected;
  readonly onSet: (ids: readonly ChannelId[], on: boolean) => void;
};

function Group({ group, selected, onSet }: GroupProps): ReactNode {
  const { t } = useWords();
  const counts = useQueueCounts();
  const ids = group.channels.map((one) => one.id);
  const on = ids.filter((id) => selected === null || selected.includes(id));
  const name = t(`platforms.${group.platform}`);
  return (
    <fieldset className={classes.group} aria-label={name}>
      <label className={classes.option} data-level="group">
        <input
          type="checkbox"
          checked={on.length === ids.length}
          ref={(box) => {
            if (box) box.indeterminate = on.length > 0 && on.length < ids.length;
          }}
          onChange={(event) => onSet(ids, event.currentTarget.checked)}
        />
        <PlatformIcon platform={group.platform} />
        <span className={classes.name}>{name}</span>
      </label>
      {group.channels.map((channel) => {
        const count = counts?.channels.find((one) => one.channelId === channel.id);
        return (
          <label key={channel.id} className={classes.option} data-level="channel">
            <input
              type="checkbox"
              checked={on.includes(channel.id)}
              onChange={(event) => onSet([channel.id], event.currentTarget.checked)}
            />
            <span className={classes.name}>{channel.name}</span>
            <ChannelState state={channel.state} />
            <span className={classes.counts}>
              <span className={classes.new} title={t("shell.new")}>
                {count?.new ?? 0}
              </span>
              <span className={classes.pending} title={t("shell.pending")}>
                {count?.pending ?? 0}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function ChannelState({ state }: { readonly state: ChannelSummary["state"] }): ReactNode {
  const { t } = useWords();
  if (state === "connected") return null;
  const Sign = state === "paused" ? IconPlayerPause : IconAlertTriangle;
  const words = t(`conversations.channel_${state}`);
  return (
    <span className={classes.warn} title={words}>
      <Sign size={15} stroke={1.9} role="img" aria-label={words} />
    </span>
  );
}
