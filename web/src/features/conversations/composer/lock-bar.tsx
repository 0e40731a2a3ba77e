import type { ConversationRow } from "@guichet/contract";
import { IconEye, IconLock, IconPlugConnectedX, IconRobot } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { othersLock } from "../others-lock.ts";
import { useChannels } from "../use-world.ts";
import { Bar } from "./bar.tsx";
import classes from "./composer.module.css";

type Props = {
  readonly conversation: ConversationRow;
  readonly me: string;
  readonly stolenBy: string | undefined;
  readonly onTakeOver: () => void;
};

/** Why one cannot reply right now, and the way to it: a colleague (W80, W82) or a virtual agent (W84) holds the conversation, or the role is too small. */
export function LockBar({ conversation, me, stolenBy, onTakeOver }: Props): ReactNode {
  const { t } = useWords();
  const { holder, abilities } = conversation;
  const channel = useChannels().find((one) => one.id === conversation.channelId);
  if (!abilities.includes("reply")) return <Bar icon={<IconEye size={17} />}>{t("conversations.viewerOnly")}</Bar>;
  const locked = othersLock(conversation, me);
  if (locked !== null) {
    const words = stolenBy === undefined ? "conversations.lockedBar" : "conversations.stolenBar";
    return (
      <Bar icon={holder === null ? <IconLock size={17} /> : <IconRobot size={17} />} tone="warn">
        <span>{t(holder === null ? words : "virtualAgents.heldBar", { name: locked.name })}</span>
        {abilities.includes("stealLock") && (
          <button type="button" className={classes.takeOver} onClick={onTakeOver}>
            {t("conversations.takeOver")}
          </button>
        )}
      </Bar>
    );
  }
  if (channel !== undefined && channel.state !== "connected") {
    return (
      <Bar icon={<IconPlugConnectedX size={17} />} tone="warn">
        {t(`conversations.channel_${channel.state}`)}
      </Bar>
    );
  }
  return null;
}
