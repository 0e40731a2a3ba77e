import { Menu } from "@mantine/core";
import { IconCalendarTime, IconChevronDown, IconSend2 } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { CommandKey, toAriaShortcuts, useKeysOf } from "../../../ui/keys-of.tsx";
import { useAfterReply } from "../use-world.ts";
import classes from "./send-button.module.css";

export type Afterwards = "stay" | "pending" | "resolved";
const ALL: readonly Afterwards[] = ["stay", "pending", "resolved"];

/** What the main button does: the organization's wish, or a question (T16). */
export function useMainDeed(): Afterwards | "ask" {
  return useAfterReply();
}

type Props = {
  readonly disabled: boolean;
  readonly canSetStatus: boolean;
  readonly onSend: (afterwards: Afterwards) => void;
  readonly onLater: () => void;
  /** Open when the key of the main button asks what to do. */
  readonly asking: boolean;
  readonly onAsking: (asking: boolean) => void;
};

/** The main button is labelled with what it does; the other ways to send are in its menu (W68). */
export const SendButton = memo(function SendButton({
  disabled,
  canSetStatus,
  onSend,
  onLater,
  asking,
  onAsking,
}: Props): ReactNode {
  const { t } = useWords();
  const keysOf = useKeysOf();
  const wish = useMainDeed();
  const main = canSetStatus ? wish : "stay";
  const label = t(`conversations.send_${main}`);
  return (
    <div className={classes.send}>
      <button
        type="button"
        className={classes.main}
        disabled={disabled}
        onClick={() => (main === "ask" ? onAsking(true) : onSend(main))}
        aria-keyshortcuts={toAriaShortcuts(keysOf("conversation.send"))}
      >
        <IconSend2 size={16} stroke={1.9} aria-hidden />
        <span>{label}</span>
      </button>
      <Menu opened={asking} onChange={onAsking} position="top-end" width={310}>
        <Menu.Target>
          <button
            type="button"
            className={classes.more}
            disabled={disabled}
            aria-label={t("conversations.moreWaysToSend")}
          >
            <IconChevronDown size={16} stroke={2} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {(canSetStatus ? ALL : []).map((deed) => (
            <Menu.Item key={deed} onClick={() => onSend(deed)} rightSection={<Keys deed={deed} main={main} />}>
              {t(`conversations.send_${deed}`)}
            </Menu.Item>
          ))}
          {canSetStatus && <Menu.Divider />}
          <Menu.Item onClick={onLater} leftSection={<IconCalendarTime size={16} stroke={1.8} />}>
            {t("replyBox.sendLater")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
});

function Keys({ deed, main }: { readonly deed: Afterwards; readonly main: Afterwards | "ask" }): ReactNode {
  if (deed === main) return <CommandKey id="conversation.send" />;
  return deed === "resolved" ? <CommandKey id="conversation.sendAndResolve" /> : null;
}

/** A comment has no ways to be sent: it stays here. */
export function CommentButton({
  disabled,
  onSend,
}: {
  readonly disabled: boolean;
  readonly onSend: () => void;
}): ReactNode {
  const { t } = useWords();
  const keysOf = useKeysOf();
  return (
    <div className={classes.send} data-kind="comment">
      <button
        type="button"
        className={classes.main}
        disabled={disabled}
        onClick={onSend}
        aria-keyshortcuts={toAriaShortcuts(keysOf("conversation.send"))}
      >
        {t("conversations.addComment")}
      </button>
    </div>
  );
}
