import type { MessageView, TagId } from "@guichet/contract";
import { IconHash, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import type { LabelChange } from "../change-conversation.ts";
import { useTags } from "../use-world.ts";
import classes from "./message-tags.module.css";

type Props = {
  readonly message: MessageView;
  /** Undefined: they can only be read. */
  readonly onTags: ((message: MessageView, change: LabelChange<TagId>) => void) | undefined;
};

/** The tags of a message, under it (W106). */
export function MessageTags({ message, onTags }: Props): ReactNode {
  const { t } = useWords();
  const tags = useTags();
  const borne = message.tagIds.flatMap((id) => tags.find((tag) => tag.id === id && !tag.deleted) ?? []);
  if (borne.length === 0) return null;
  return (
    <ul className={classes.tags} aria-label={t("conversations.tags")}>
      {borne.map((tag) => (
        <li key={tag.id} className={classes.tag}>
          <IconHash size={12} stroke={2} aria-hidden />
          <span className={classes.name} title={tag.description}>
            {tag.name}
          </span>
          {onTags && (
            <button
              type="button"
              className={classes.remove}
              aria-label={t("conversations.removeTag", { name: tag.name })}
              onClick={() => {
                onTags(message, { add: [], remove: [tag.id] });
                document.getElementById(`tag-${message.id}`)?.focus();
              }}
            >
              <IconX size={12} stroke={2.4} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
