import type { TagId, TopicId } from "@guichet/contract";
import { Popover } from "@mantine/core";
import { IconHash, IconTag } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import type { Icon } from "../../../ui/icon.ts";
import { useTitle } from "../../../ui/keys-of.tsx";
import { PickList } from "../../../ui/pick-list.tsx";
import { findLabels } from "../topics/find-labels.ts";
import { useTags, useTopics } from "../use-world.ts";
import classes from "./bulk.module.css";
import type { Selection } from "./use-selection.ts";

type TopicProps = {
  readonly selection: Selection;
  readonly onPick: (change: { add: TopicId[]; remove: TopicId[] }) => void;
};

/** Adds a topic to all; one that all have already is taken off. */
export function TopicPicker({ selection, onPick }: TopicProps): ReactNode {
  const { t } = useWords();
  const topics = useTopics();
  const onAll = selection.whole
    ? []
    : topics.filter((topic) => selection.rows.every((row) => row.topicIds.includes(topic.id))).map((topic) => topic.id);
  return (
    <Picker name="topic" label={t("conversations.topicCommand")} icon={IconTag}>
      {(close) => (
        <PickList
          label={t("conversations.searchTopics")}
          placeholder={t("conversations.searchTopics")}
          find={(typed) => findLabels(topics, typed, onAll)}
          onPick={(id) => {
            close();
            const topic = topics.find((one) => one.id === id);
            if (topic === undefined) return;
            onPick(onAll.includes(topic.id) ? { add: [], remove: [topic.id] } : { add: [topic.id], remove: [] });
          }}
          empty={t("conversations.noTopics")}
          foot={t("bulk.topicHint")}
        />
      )}
    </Picker>
  );
}

/** On the contact's newest message of each. */
export function TagPicker({ onPick }: { readonly onPick: (id: TagId) => void }): ReactNode {
  const { t } = useWords();
  const tags = useTags();
  return (
    <Picker name="tag" label={t("bulk.addTag")} icon={IconHash}>
      {(close) => (
        <PickList
          label={t("bulk.searchTags")}
          placeholder={t("bulk.searchTags")}
          find={(typed) => findLabels(tags, typed)}
          onPick={(id) => {
            close();
            const tag = tags.find((one) => one.id === id);
            if (tag !== undefined) onPick(tag.id);
          }}
          empty={t("bulk.noTags")}
          foot={t("bulk.tagHint")}
        />
      )}
    </Picker>
  );
}

type PickerProps = {
  readonly name: string;
  readonly label: string;
  readonly icon: Icon;
  readonly children: (close: () => void) => ReactNode;
};

/** A button of the bar, and what one picks from above it. */
export function Picker({ name, label, icon: Sign, children }: PickerProps): ReactNode {
  const title = useTitle();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top" width={280} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.deed}
          data-bulk={name}
          title={title(label, `bulk.${name}`)}
          aria-label={label}
          onClick={() => setOpened(!opened)}
        >
          <Sign size={16} stroke={1.8} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={label}>
        {opened && children(() => setOpened(false))}
      </Popover.Dropdown>
    </Popover>
  );
}
