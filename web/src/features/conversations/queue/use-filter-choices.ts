import { useWords } from "../../../locales/use-words.ts";
import type { FilterChange, QueueFilter } from "../picture/queue-filter.ts";
import { findLabels } from "../topics/find-labels.ts";
import { useContactGroups, useTags, useTeams, useTopics } from "../use-world.ts";
import { foldText } from "./fold-text.ts";
import { withOne } from "./search-panel.tsx";

export type FilterOption = {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
};
export type FilterOptions = { readonly label: string; readonly options: readonly FilterOption[] };
type Chosen<Id> = readonly Id[] | null;

/** What the queue can be narrowed to, by kind; `wanted`: what was typed, folded. */
export function useFilterChoices(
  filter: QueueFilter,
  onChange: (change: FilterChange) => void,
): (wanted: string) => readonly FilterOptions[] {
  const { t } = useWords();
  const [topics, tags, groups, teams] = [useTopics(), useTags(), useContactGroups(), useTeams()];
  const vip: FilterOption = {
    id: "vip",
    label: t("conversations.vipOnly"),
    checked: filter.vip,
    onChange: (on) => onChange({ vip: on }),
  };
  // Teams are one's own, unless one reaches channels one by one; what is chosen already can be taken away.
  const offered = teams.filter((team) => team.own || filter.teams?.includes(team.id));
  const noTeam = { id: "none" as const, name: t("views.noTeam") };
  return (wanted) => {
    const fits = ({ label }: FilterOption): boolean => foldText(label).includes(wanted);
    return [
      {
        label: t("conversations.topics"),
        options: labelOptions(topics, wanted, filter.topics, (next) => onChange({ topics: next })),
      },
      {
        label: t("conversations.tags"),
        options: labelOptions(tags, wanted, filter.tags, (next) => onChange({ tags: next })),
      },
      {
        label: t("views.contacts"),
        options: [vip, ...namedOptions(groups, filter.groups, (next) => onChange({ groups: next }))].filter(fits),
      },
      {
        label: t("views.teams"),
        options: namedOptions(offered.length === 0 ? [] : [...offered, noTeam], filter.teams, (next) =>
          onChange({ teams: next }),
        ).filter(fits),
      },
    ];
  };
}

function labelOptions<Id extends string>(
  labels: Parameters<typeof findLabels<Id>>[0],
  wanted: string,
  chosen: Chosen<Id>,
  choose: (next: Chosen<Id>) => void,
): FilterOption[] {
  const found = findLabels(labels, wanted);
  const byId = new Map<string, Id>(labels.map(({ id }) => [id, id]));
  return namedOptions(
    found.flatMap(({ id, label }) => {
      const known = byId.get(id);
      return known === undefined ? [] : [{ id: known, name: label }];
    }),
    chosen,
    choose,
  );
}

function namedOptions<Id extends string>(
  named: readonly { readonly id: Id; readonly name: string }[],
  chosen: Chosen<Id>,
  choose: (next: Chosen<Id>) => void,
): FilterOption[] {
  return named.map(({ id, name }) => ({
    id,
    label: name,
    checked: chosen?.includes(id) ?? false,
    onChange: (on) => choose(withOne(chosen, id, on)),
  }));
}
