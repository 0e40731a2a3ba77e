import type { ConversationRow, TopicId } from "@guichet/contract";
import { Popover } from "@mantine/core";
import { IconHash, IconPlus, IconTag, IconX } from "@tabler/icons-react";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { PickList } from "../../../ui/pick-list.tsx";
import type { LabelChange } from "../change-conversation.ts";
import { useTagNames, useTopics } from "../use-world.ts";
import { findLabels } from "./find-labels.ts";
import classes from "./label-bar.module.css";
import { switchLabel } from "./switch-label.ts";

type Props = {
  readonly conversation: ConversationRow;
  readonly onTopics: (change: LabelChange<TopicId>) => void;
};
/** `children`: what else stands in this line, at its end. */
type BarProps = Props & { readonly children?: ReactNode };

/** What the conversation is about: its topics, to add and to take off, and the tags its messages have (W103). */
export function LabelBar({ conversation, onTopics, children }: BarProps): ReactNode {
  const { t } = useWords();
  const topics = useTopics();
  const tagNames = useTagNames();
  const add = useRef<HTMLButtonElement>(null);
  const can = conversation.abilities.includes("addTopics");
  const borne = conversation.topicIds.flatMap((id) => topics.find((topic) => topic.id === id) ?? []);
  const tags = conversation.tagIds.flatMap((id) => tagNames.get(id) ?? []);
  if (!can && borne.length === 0 && tags.length === 0 && !children) return null;
  return (
    <div className={classes.bar}>
      <ul className={classes.list} aria-label={t("conversations.topics")}>
        {borne.map((topic) => (
          <li key={topic.id} className={classes.topic} data-deleted={topic.deleted || undefined}>
            <span className={classes.name} title={topic.deleted ? t("conversations.deletedTopic") : topic.description}>
              {topic.name}
              {topic.deleted && <span className={classes.unseen}> ({t("conversations.deletedTopic")})</span>}
            </span>
            {can && (
              <button
                type="button"
                className={classes.remove}
                aria-label={t("conversations.removeTopic", { name: topic.name })}
                onClick={() => {
                  onTopics({ add: [], remove: [topic.id] });
                  // This button leaves with its topic; whoever works with the keyboard goes on from here.
                  add.current?.focus();
                }}
              >
                <IconX size={12} stroke={2.4} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {can && <AddTopic button={add} conversation={conversation} onTopics={onTopics} />}
      {tags.length > 0 && (
        <ul className={classes.list} aria-label={t("conversations.tags")}>
          {tags.map((name) => (
            <li key={name} className={classes.tag} title={t("conversations.tagOfMessages")}>
              <IconHash size={12} stroke={2} aria-hidden />
              <span className={classes.name}>{name}</span>
            </li>
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}

function AddTopic({
  button,
  conversation,
  onTopics,
}: Props & { readonly button: RefObject<HTMLButtonElement | null> }): ReactNode {
  const { t } = useWords();
  const topics = useTopics();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <button
          ref={button}
          type="button"
          className={classes.add}
          data-topic-button
          title={`${t("conversations.topicCommand")} (T)`}
          onClick={() => setOpened(!opened)}
        >
          {conversation.topicIds.length === 0 ? (
            <IconTag size={13} stroke={2} aria-hidden />
          ) : (
            <IconPlus size={13} stroke={2.2} aria-hidden />
          )}
          {t("conversations.addTopic")}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("conversations.topicCommand")}>
        {opened && (
          <PickList
            label={t("conversations.searchTopics")}
            placeholder={t("conversations.searchTopics")}
            find={(typed) => findLabels(topics, typed, conversation.topicIds)}
            onPick={(id) => {
              const topic = topics.find((one) => one.id === id);
              if (topic) onTopics(switchLabel(topic.id, conversation.topicIds.includes(topic.id)));
            }}
            empty={t("conversations.noTopics")}
            foot={t("conversations.pickHint")}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
