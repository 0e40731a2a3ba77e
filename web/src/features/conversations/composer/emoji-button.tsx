import { ActionIcon, Popover } from "@mantine/core";
import { IconMoodSmile } from "@tabler/icons-react";
import { lazy, memo, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./emoji.module.css";

const EmojiPicker = lazy(() => import("./emoji-picker.tsx").then((file) => ({ default: file.Picker })));

/** Opens the emoji; they and their names are fetched from this server the first time. */
export const EmojiButton = memo(function EmojiButton({
  onPick,
  disabled,
}: {
  readonly onPick: (emoji: string) => void;
  readonly disabled: boolean;
}): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          size={32}
          disabled={disabled}
          data-reply-box="emoji"
          aria-label={t("conversations.emoji")}
          title={t("conversations.emoji")}
          onClick={() => setOpened(!opened)}
        >
          <IconMoodSmile size={19} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("conversations.emoji")}>
        {opened && (
          <Suspense fallback={<div className={classes.waiting}>{t("ui.loading")}</div>}>
            <EmojiPicker
              onPick={(emoji) => {
                setOpened(false);
                onPick(emoji);
              }}
            />
          </Suspense>
        )}
      </Popover.Dropdown>
    </Popover>
  );
});
