import type { ConversationRow, TagId } from "@guichet/contract";
import { Popover } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { PickList } from "../../../ui/pick-list.tsx";
import { People } from "../thread/assignment-menu.tsx";
import { Teams } from "../thread/assignment-teams.tsx";
import { findTaggable } from "../thread/find-taggable.ts";
import { useThread } from "../thread/use-thread.ts";
import { findLabels } from "../topics/find-labels.ts";
import { switchLabel } from "../topics/switch-label.ts";
import type { ConversationActions } from "../use-conversation-actions.ts";
import { useTags, useTopics } from "../use-world.ts";
import classes from "./row-menu.module.css";
import type { RowMenuPlace } from "./use-row-menu.ts";

export type RowPart = "assign" | "team" | "topic" | "tag";
type Props = {
  readonly place: RowMenuPlace;
  readonly part: RowPart;
  readonly actions: ConversationActions;
  readonly onClose: () => void;
};
const WORDS = {
  assign: "conversations.assignTo",
  team: "routing.moveToTeam",
  topic: "conversations.topicCommand",
  tag: "conversations.tagCommand",
} as const;

/** To whom, to which team, which topic, which tag: asked where the menu of the row was. */
export function RowPicker({ place, part, actions, onClose }: Props): ReactNode {
  const { t } = useWords();
  const { row } = place;
  const close = (work: () => void): void => {
    onClose();
    work();
  };
  return (
    <Popover
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      offset={2}
      width={290}
      trapFocus
      returnFocus={false}
    >
      <Popover.Target>
        <button type="button" tabIndex={-1} className={classes.anchor} style={{ left: place.x, top: place.y }}>
          {t(WORDS[part])}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {part === "assign" && (
          <People
            conversation={row}
            onChoose={(person) => close(() => actions.assign(row, person))}
            onDelegate={(to) => close(() => actions.delegate(row, to))}
          />
        )}
        {part === "team" && (
          <Teams conversation={row} onChoose={(team) => close(() => actions.moveToTeam(row, team))} />
        )}
        {part === "topic" && <TopicPart row={row} actions={actions} />}
        {part === "tag" && <TagPart row={row} actions={actions} />}
      </Popover.Dropdown>
    </Popover>
  );
}

type PartProps = { readonly row: ConversationRow; readonly actions: ConversationActions };

function TopicPart({ row, actions }: PartProps): ReactNode {
  const { t } = useWords();
  const topics = useTopics();
  return (
    <PickList
      label={t("conversations.searchTopics")}
      placeholder={t("conversations.searchTopics")}
      find={(typed) => findLabels(topics, typed, row.topicIds)}
      onPick={(id) => {
        const topic = topics.find((one) => one.id === id);
        if (topic) actions.setTopics(row, switchLabel(topic.id, row.topicIds.includes(topic.id)));
      }}
      empty={t("conversations.noTopics")}
      foot={t("conversations.pickHint")}
    />
  );
}

const NO_TAGS: readonly TagId[] = [];

/** On the contact's newest message, as with the key in the thread (W106): what it has is asked first. */
function TagPart({ row, actions }: PartProps): ReactNode {
  const { t } = useWords();
  const tags = useTags();
  const { view, error, retry } = useThread(row.id);
  const message = view && findTaggable(view);
  if (error) return <ErrorNotice error={error} compact onRetry={retry} />;
  if (view !== undefined && message === undefined)
    return <p className={classes.loading}>{t("bulk.skip_no_message")}</p>;
  const borne = message?.tagIds ?? NO_TAGS;
  return (
    <PickList
      label={t("conversations.searchTags")}
      placeholder={t("conversations.searchTags")}
      find={(typed) => (message === undefined ? [] : findLabels(tags, typed, borne))}
      onPick={(id) => {
        const tag = tags.find((one) => one.id === id);
        if (tag && message) actions.setTags(message, switchLabel(tag.id, borne.includes(tag.id)));
      }}
      empty={t(view === undefined ? "ui.loading" : "conversations.noTags")}
      foot={t("conversations.pickHint")}
      isLoading={view === undefined}
    />
  );
}
