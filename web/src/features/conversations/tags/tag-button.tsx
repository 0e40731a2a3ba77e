import type { MessageView, TagId } from "@guichet/contract";
import { Popover } from "@mantine/core";
import { IconHash } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { PickList } from "../../../ui/pick-list.tsx";
import type { LabelChange } from "../change-conversation.ts";
import classes from "../thread/message.module.css";
import { findLabels } from "../topics/find-labels.ts";
import { switchLabel } from "../topics/switch-label.ts";
import { useTags } from "../use-world.ts";

type Props = {
  readonly message: MessageView;
  readonly onTags: (message: MessageView, change: LabelChange<TagId>) => void;
};

/** Beside a message, like the answer to it: puts tags on and takes them off (W106). The picker exists only while it is open. */
export function TagButton({ message, onTags }: Props): ReactNode {
  const { t } = useWords();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  const close = (): void => {
    setOpened(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        id={`tag-${message.id}`}
        type="button"
        className={classes.reply}
        title={`${t("conversations.tagMessage")} (L)`}
        aria-label={t("conversations.tagMessageOf", { name: message.author.name })}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        <IconHash size={17} stroke={1.8} />
      </button>
      {opened && (
        <Popover opened onChange={(open) => !open && close()} position="bottom" width={290} trapFocus>
          <Popover.Target>
            <span className={classes.anchor} />
          </Popover.Target>
          <Popover.Dropdown p={0} aria-label={t("conversations.tagMessage")}>
            <Picker message={message} onTags={onTags} />
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}

function Picker({ message, onTags }: Props): ReactNode {
  const { t } = useWords();
  const tags = useTags();
  return (
    <PickList
      label={t("conversations.searchTags")}
      placeholder={t("conversations.searchTags")}
      find={(typed) => findLabels(tags, typed, message.tagIds)}
      onPick={(id) => {
        const tag = tags.find((one) => one.id === id);
        if (tag) onTags(message, switchLabel(tag.id, message.tagIds.includes(tag.id)));
      }}
      empty={t("conversations.noTags")}
      foot={t("conversations.pickHint")}
    />
  );
}
