import type { Prioritization, patchPrioritizationBody } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { type Grant, type Grantable, GrantList } from "../../ui/grant-list.tsx";
import { useToasts } from "../../ui/toasts.tsx";

type Change = z.input<typeof patchPrioritizationBody>;
type Type = "both" | "public" | "private";
const TYPES: readonly Type[] = ["both", "public", "private"];
const YES = [{ value: "yes" as const, label: "" }];

type Props = {
  readonly prioritization: Prioritization;
  readonly topics: readonly Grantable[];
  readonly groups: readonly Grantable[];
  readonly channels: readonly Grantable[];
};

/** Three lists; each choice is saved at once, so that two Admins lose nothing of one another (R77). */
export function PrioritizationForm({ prioritization, topics, groups, channels }: Props): ReactNode {
  const { t } = useWords();
  const change = useChange();
  const common = {
    valueLabel: (name: string) => t("prioritization.typeOf", { name }),
    removeLabel: (name: string) => t("prioritization.remove", { name }),
    choices: YES,
    first: "yes" as const,
  };
  const toGrants = (ids: readonly string[]): Grant<"yes">[] => ids.map((id) => ({ id, value: "yes" }));
  return (
    <>
      <FormSection title={t("prioritization.topics")} text={t("prioritization.topicsText")}>
        <GrantList
          {...common}
          label={t("prioritization.topics")}
          items={topics}
          grants={toGrants(prioritization.topicIds)}
          onChange={(grants) => change(differenceOf("topicIds", prioritization.topicIds, grants))}
          addLabel={t("prioritization.addTopic")}
          emptyText={t("prioritization.noTopics")}
        />
      </FormSection>
      <FormSection title={t("prioritization.groups")} text={t("prioritization.groupsText")}>
        <GrantList
          {...common}
          label={t("prioritization.groups")}
          items={groups}
          grants={toGrants(prioritization.contactGroupIds)}
          onChange={(grants) => change(differenceOf("contactGroupIds", prioritization.contactGroupIds, grants))}
          addLabel={t("prioritization.addGroup")}
          emptyText={t("prioritization.noGroups")}
        />
      </FormSection>
      <FormSection title={t("prioritization.channels")} text={t("prioritization.channelsText")}>
        <GrantList<Type>
          {...common}
          label={t("prioritization.channels")}
          items={channels}
          grants={prioritization.channels.map((one) => ({ id: one.channelId, value: one.visibility ?? "both" }))}
          onChange={(grants) => change(channelDifference(prioritization, grants))}
          choices={TYPES.map((type) => ({ value: type, label: t(`prioritization.${type}`) }))}
          first="both"
          addLabel={t("prioritization.addChannel")}
          emptyText={t("prioritization.noChannels")}
        />
      </FormSection>
    </>
  );
}

function differenceOf(
  kind: "topicIds" | "contactGroupIds",
  before: readonly string[],
  grants: readonly Grant<"yes">[],
): Change {
  const now = grants.map((grant) => grant.id);
  return {
    add: { [kind]: now.filter((id) => !before.includes(id)) },
    remove: { [kind]: before.filter((id) => !now.includes(id)) },
  };
}

function channelDifference({ channels }: Prioritization, grants: readonly Grant<Type>[]): Change {
  const typeOf = (id: string) => channels.find((one) => one.channelId === id);
  const changed = grants.filter(({ id, value }) => {
    const before = typeOf(id);
    return before === undefined || (before.visibility ?? "both") !== value;
  });
  const gone = channels.filter((one) => !grants.some((grant) => grant.id === one.channelId));
  return {
    add: {
      channels: changed.map(({ id, value }) => ({
        channelId: id as never,
        visibility: value === "both" ? null : value,
      })),
    },
    remove: { channelIds: gone.map((one) => one.channelId) },
  };
}

function useChange(): (change: Change) => void {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const [busy, setBusy] = useState(false);
  return (change) => {
    if (busy) return;
    setBusy(true);
    call(routes.patchPrioritization, { body: change })
      .then((now) => {
        cache.setQueryData(queries.prioritization().queryKey, now);
        toasts.show({ message: t("prioritization.saved"), tone: "good" });
      })
      .catch((error: unknown) => toasts.show({ message: say(error), tone: "bad" }))
      .finally(() => setBusy(false));
  };
}
