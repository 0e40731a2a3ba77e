import { useMemo } from "react";
import { type Say, useWords } from "../../../locales/use-words.ts";
import {
  type AssignedTo,
  activeParts,
  type FilterChange,
  type FilterPart,
  type QueueFilter,
} from "../picture/queue-filter.ts";
import { useChannels, useColleagues, useContactGroups, useTags, useTeams, useTopics } from "../use-world.ts";
import { withOne } from "./search-panel.tsx";

/** One thing the queue is narrowed to, in words. */
export type FilterName = {
  readonly key: string;
  readonly label: string;
  /** It is deleted, or one may not see it: nothing fits it. */
  readonly gone: boolean;
  /** The filter without it. */
  readonly without: FilterChange;
};
type Known = { readonly id: string; readonly name: string; readonly deleted?: boolean; readonly deactivated?: boolean };
type World = Readonly<Record<"channels" | "colleagues" | "teams" | "topics" | "tags" | "groups", readonly Known[]>>;

const ASSIGNED = { unassigned: "unassigned", me: "assignedToMe", others: "assignedToOthers" } as const;

/** What a list is narrowed to, in the order of `FILTER_PARTS`. */
export function useFilterNames(filter: QueueFilter): readonly FilterName[] {
  const { t } = useWords();
  const [channels, colleagues, teams] = [useChannels(), useColleagues(), useTeams()];
  const [topics, tags, groups] = [useTopics(), useTags(), useContactGroups()];
  return useMemo(
    () => nameFilter(filter, { channels, colleagues, teams, topics, tags, groups }, t),
    [filter, channels, colleagues, teams, topics, tags, groups, t],
  );
}

export function nameFilter(filter: QueueFilter, world: World, t: Say): FilterName[] {
  return activeParts(filter).flatMap((part) => namesOf[part](filter, world, t));
}

const namesOf: Record<FilterPart, (filter: QueueFilter, world: World, t: Say) => FilterName[]> = {
  channels: ({ channels }, world, t) => {
    const there = world.channels.filter((one) => channels?.some((id) => id === one.id)).length;
    const gone = (channels?.length ?? 0) - there;
    const label = t("views.channels", { count: there, all: world.channels.length });
    return [
      {
        key: "channels",
        label: gone === 0 ? label : t("views.channelsGone", { label, count: gone }),
        gone: gone > 0,
        without: { channels: null },
      },
    ];
  },
  assignedTo: ({ assignedTo }, world, t) =>
    (assignedTo ?? []).map((one) => ({
      ...(isWord(one)
        ? { key: one, label: t(`conversations.${ASSIGNED[one]}`), gone: false }
        : named(
            one,
            world.colleagues,
            t("views.gone_agent"),
            (name) => t("conversations.assignedToName", { name }),
            t,
          )),
      without: { assignedTo: withOne(assignedTo, one, false) },
    })),
  teams: ({ teams }, world, t) =>
    (teams ?? []).map((one) => ({
      ...(one === "none"
        ? { key: one, label: t("views.noTeam"), gone: false }
        : named(one, world.teams, t("views.gone_team"), (name) => t("views.team", { name }), t)),
      without: { teams: withOne(teams, one, false) },
    })),
  topics: ({ topics }, world, t) =>
    (topics ?? []).map((one) => ({
      ...named(one, world.topics, t("views.gone_topic"), (name) => name, t),
      without: { topics: withOne(topics, one, false) },
    })),
  tags: ({ tags }, world, t) =>
    (tags ?? []).map((one) => ({
      ...named(one, world.tags, t("views.gone_tag"), (name) => `#${name}`, t),
      without: { tags: withOne(tags, one, false) },
    })),
  groups: ({ groups }, world, t) =>
    (groups ?? []).map((one) => ({
      ...named(one, world.groups, t("views.gone_group"), (name) => name, t),
      without: { groups: withOne(groups, one, false) },
    })),
  vip: (_filter, _world, t) => [
    { key: "vip", label: t("conversations.vipOnly"), gone: false, without: { vip: false } },
  ],
  visibility: ({ visibility }, _world, t) => [
    {
      key: "visibility",
      label: t(visibility === "public" ? "views.visibility_public" : "views.visibility_private"),
      gone: false,
      without: { visibility: null },
    },
  ],
  waiting: ({ waiting, status }, _world, t) =>
    waiting === null
      ? []
      : [
          {
            key: "waiting",
            label: t(status === "new" ? "views.waitingFor" : "views.pendingSince", {
              span: t(`views.waiting_${waiting}`),
            }),
            gone: false,
            without: { waiting: null },
          },
        ],
  window: ({ window }, _world, t) =>
    window === null
      ? []
      : [{ key: "window", label: t(`views.windowIs_${window}`), gone: false, without: { window: null } }],
  only: ({ only }, _world, t) =>
    only === null ? [] : [{ key: "only", label: t(`views.only_${only}`), gone: false, without: { only: null } }],
};

function isWord(one: AssignedTo): one is keyof typeof ASSIGNED {
  return one in ASSIGNED;
}

function named(
  id: string,
  known: readonly Known[],
  gone: string,
  say: (name: string) => string,
  t: Say,
): Pick<FilterName, "key" | "label" | "gone"> {
  const one = known.find((other) => other.id === id);
  if (one === undefined) return { key: id, label: gone, gone: true };
  const out = one.deleted === true || one.deactivated === true;
  return { key: id, label: out ? t("views.goneName", { name: say(one.name) }) : say(one.name), gone: out };
}
