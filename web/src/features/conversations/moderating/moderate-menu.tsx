import { type MessageView, type Moderation, moderationsOf, type Platform } from "@guichet/contract";
import { Menu } from "@mantine/core";
import {
  IconDots,
  IconEye,
  IconEyeX,
  IconRepeat,
  IconRepeatOff,
  IconThumbDown,
  IconThumbUp,
  IconTrash,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import type { Icon } from "../../../ui/icon.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { changeConversations } from "../picture/caches.ts";
import { applyConversation } from "../picture/conversations-picture.ts";
import classes from "../thread/message.module.css";

const SHOWN = {
  like: { words: "moderating.like", Sign: IconThumbUp },
  unlike: { words: "moderating.unlike", Sign: IconThumbDown },
  repost: { words: "moderating.repost", Sign: IconRepeat },
  unrepost: { words: "moderating.unrepost", Sign: IconRepeatOff },
  hide: { words: "moderating.hide", Sign: IconEyeX },
  unhide: { words: "moderating.unhide", Sign: IconEye },
  delete: { words: "moderating.delete", Sign: IconTrash },
} as const satisfies Record<Moderation, { words: string; Sign: Icon }>;

type Props = { readonly message: MessageView; readonly platform: Platform };

/** Beside what stands in public: what the brand may do to it on the platform (W163). */
export function ModerateMenu({ message, platform }: Props): ReactNode {
  const { t } = useWords();
  const [removing, setRemoving] = useState(false);
  const moderate = useModerate(message);
  const possible = moderationsOf(platform, "public", message);
  if (possible.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <button
            type="button"
            className={classes.reply}
            title={t("moderating.more", { name: message.author.name })}
            aria-label={t("moderating.more", { name: message.author.name })}
          >
            <IconDots size={17} stroke={1.8} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {possible.map((one) => (
            <Item
              key={one}
              moderation={one}
              onChosen={() => (one === "delete" ? setRemoving(true) : void moderate.quietly(one))}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={removing}
        onClose={() => setRemoving(false)}
        title={t("moderating.removeTitle")}
        confirmLabel={t("moderating.delete")}
        danger
        onConfirm={async () => await moderate.now("delete")}
      >
        <p>{t("moderating.removeText")}</p>
      </ConfirmDialog>
    </>
  );
}

type ItemProps = { readonly moderation: Moderation; readonly onChosen: () => void };

function Item({ moderation, onChosen }: ItemProps): ReactNode {
  const { t } = useWords();
  const { words, Sign } = SHOWN[moderation];
  return (
    <Menu.Item
      color={moderation === "delete" ? "var(--g-danger)" : undefined}
      leftSection={<Sign size={16} stroke={1.7} />}
      onClick={onChosen}
    >
      {t(words)}
    </Menu.Item>
  );
}

/** Not before the platform has done it: what is shown has happened there. */
function useModerate(message: MessageView) {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const wordsOf = useRefusalWords();
  const now = async (moderation: Moderation): Promise<void> => {
    const body = { do: moderation };
    const answer = await call(routes.moderateMessage, { params: { id: message.id }, body });
    changeConversations(cache, (picture) => applyConversation(picture, answer.conversation, [answer.message]));
    toasts.show({ message: t("moderating.done"), tone: "good" });
  };
  return {
    now,
    quietly: async (moderation: Moderation): Promise<void> => {
      try {
        await now(moderation);
      } catch (error) {
        toasts.show({ message: wordsOf(error), tone: "bad", stays: 8000 });
      }
    },
  };
}
