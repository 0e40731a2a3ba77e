import type { TagId, TopicId } from "@guichet/contract";
import { SegmentedControl } from "@mantine/core";
import { IconHash, IconTag } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { PickList } from "../../../ui/pick-list.tsx";
import { findLabels, type Label } from "../topics/find-labels.ts";
import { useTags, useTopics } from "../use-world.ts";
import classes from "./bulk.module.css";
import { labelsOnSome } from "./labels-on-some.ts";
import { Picker } from "./picker.tsx";
import type { Selection } from "./use-selection.ts";

type Change<Id> = { readonly add: Id[]; readonly remove: Id[] };
type Props<Id> = { readonly selection: Selection; readonly onPick: (change: Change<Id>) => void };

/** Adds a topic to all, and takes one off all that have it. */
export function TopicPicker({ selection, onPick }: Props<TopicId>): ReactNode {
  const { t } = useWords();
  const topics = useTopics();
  const onAll = selection.whole
    ? []
    : topics.filter((topic) => selection.rows.every((row) => row.topicIds.includes(topic.id))).map((topic) => topic.id);
  return (
    <Picker name="topic" label={t("conversations.topicCommand")} icon={IconTag}>
      {(close) => (
        <LabelPicker
          labels={topics}
          onSome={labelsOnSome(topics, selection, (row) => row.topicIds)}
          onAll={onAll}
          search={t("conversations.searchTopics")}
          empty={t("conversations.noTopics")}
          none={t("bulk.noneHasTopic")}
          addHint={t("bulk.topicHint")}
          removeHint={t("bulk.topicOffHint")}
          onPick={(change) => {
            close();
            onPick(change);
          }}
        />
      )}
    </Picker>
  );
}

/** Adds one on the contact's newest message of each, and takes one off every message that has it. */
export function TagPicker({ selection, onPick }: Props<TagId>): ReactNode {
  const { t } = useWords();
  const tags = useTags();
  return (
    <Picker name="tag" label={t("bulk.tag")} icon={IconHash}>
      {(close) => (
        <LabelPicker
          labels={tags}
          onSome={labelsOnSome(tags, selection, (row) => row.tagIds)}
          onAll={undefined}
          search={t("bulk.searchTags")}
          empty={t("bulk.noTags")}
          none={t("bulk.noneHasTag")}
          addHint={t("bulk.tagHint")}
          removeHint={t("bulk.tagOffHint")}
          onPick={(change) => {
            close();
            onPick(change);
          }}
        />
      )}
    </Picker>
  );
}

type LabelPickerProps<Id extends string> = {
  readonly labels: readonly Label<Id>[];
  /** Those that some of the selected have: they can be taken off. */
  readonly onSome: readonly Label<Id>[];
  /** Those that all have: ticked, and taken off when picked. Undefined: nothing is ticked. */
  readonly onAll: readonly Id[] | undefined;
  readonly search: string;
  readonly empty: string;
  readonly none: string;
  readonly addHint: string;
  readonly removeHint: string;
  readonly onPick: (change: Change<Id>) => void;
};

function LabelPicker<Id extends string>(props: LabelPickerProps<Id>): ReactNode {
  const { labels, onSome, onAll, onPick } = props;
  const { t } = useWords();
  const [mode, setMode] = useState<"add" | "remove">("add");
  const adds = mode === "add";
  return (
    <>
      <SegmentedControl
        className={classes.mode}
        size="xs"
        fullWidth
        aria-label={t("bulk.mode")}
        value={mode}
        onChange={(value) => setMode(value === "remove" ? "remove" : "add")}
        data={[
          { value: "add", label: t("bulk.modeAdd") },
          { value: "remove", label: t("bulk.modeRemove") },
        ]}
      />
      <PickList
        key={mode}
        label={props.search}
        placeholder={props.search}
        find={(typed) => (adds ? findLabels(labels, typed, onAll) : findLabels(onSome, typed))}
        onPick={(picked) => {
          const label = labels.find((one) => one.id === picked);
          if (label === undefined) return;
          const off = !adds || onAll?.includes(label.id) === true;
          onPick(off ? { add: [], remove: [label.id] } : { add: [label.id], remove: [] });
        }}
        empty={adds ? props.empty : props.none}
        foot={adds ? props.addHint : props.removeHint}
      />
    </>
  );
}
