import type { KnowledgeCollectionView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Records } from "../../ui/records.tsx";

/** Every collection with where and to whom it shows. */
export function CollectionList({
  collections,
}: {
  readonly collections: readonly KnowledgeCollectionView[];
}): ReactNode {
  const { t } = useWords();
  return (
    <Records
      label={t("knowledge.tabCollections")}
      rows={collections}
      keyOf={(collection) => collection.id}
      to={(collection) => `/settings/knowledge/collections/${collection.id}`}
      columns={[
        { key: "name", label: t("knowledge.collectionName"), cell: ({ name }) => <strong>{name}</strong> },
        {
          key: "channels",
          label: t("knowledge.applyToChannels"),
          cell: ({ allChannels, channelIds }) =>
            allChannels ? t("knowledge.everyChannel") : t("knowledge.channelCount", { count: channelIds.length }),
        },
        {
          key: "teams",
          label: t("knowledge.applyToTeams"),
          cell: ({ onlyTeams, teamIds }) =>
            onlyTeams ? t("knowledge.teamCount", { count: teamIds.length }) : t("knowledge.everybody"),
        },
        {
          key: "items",
          label: t("knowledge.items"),
          cell: ({ itemCount }) => t("knowledge.itemCount", { count: itemCount }),
        },
      ]}
    />
  );
}
