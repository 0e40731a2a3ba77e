import { type MessageView, type Moderation, moderationsOf, type Platform } from "@guichet/contract";
import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "../thread/message.module.css";
import { MODERATIONS } from "./moderations.ts";
import { RemoveDialog } from "./remove-dialog.tsx";
import { useModerate } from "./use-moderate.ts";

type Props = { readonly message: MessageView; readonly platform: Platform };

/** Beside what stands in public: what the brand may do to it on the platform (W163). */
export function ModerateMenu({ message, platform }: Props): ReactNode {
  const { t } = useWords();
  const [removing, setRemoving] = useState(false);
  const moderate = useModerate();
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
              onChosen={() => (one === "delete" ? setRemoving(true) : void moderate.quietly(message, one))}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
      {removing && <RemoveDialog message={message} moderate={moderate} onClose={() => setRemoving(false)} />}
    </>
  );
}

type ItemProps = { readonly moderation: Moderation; readonly onChosen: () => void };

function Item({ moderation, onChosen }: ItemProps): ReactNode {
  const { t } = useWords();
  const { words, Sign } = MODERATIONS[moderation];
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
