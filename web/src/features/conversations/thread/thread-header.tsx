import type { ConversationRow, TopicId } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import type { LabelChange } from "../change-conversation.ts";
import { ChannelIcons, hasChannels } from "../cross-channel/channel-icons.tsx";
import type { CrossChannel } from "../cross-channel/use-cross-channel.ts";
import type { WayToConversation } from "../cross-channel/way-to-conversation.ts";
import { PlatformIcon } from "../platform-icon.tsx";
import { LabelBar } from "../topics/label-bar.tsx";
import { useChannels } from "../use-world.ts";
import { OthersHere } from "../viewing/others-here.tsx";
import { AssignmentMenu } from "./assignment-menu.tsx";
import { StatusButtons } from "./status-buttons.tsx";
import classes from "./thread-header.module.css";
import { type ViewChoices, ViewMenu } from "./view-menu.tsx";

export type HeaderDeeds = {
  readonly onStatus: (status: ConversationRow["status"]) => void;
  readonly onComeBack: (then: "pending" | "resolved") => void;
  readonly onChangeBoomerang: () => void;
  readonly onCancelBoomerang: () => void;
  readonly onAssign: (person: ConversationRow["assignee"]) => void;
  readonly onTopics: (change: LabelChange<TopicId>) => void;
};
type Props = {
  readonly conversation: ConversationRow;
  readonly deeds: HeaderDeeds;
  readonly choices: ViewChoices;
  /** On which channels the contact is known, and whether there is more than this thread. */
  readonly channels: CrossChannel["channels"];
  readonly beyond: boolean;
  readonly way: WayToConversation;
  /** Back to the list, where only one pane fits. */
  readonly onBack: (() => void) | undefined;
  /** Shows or folds the pane about the contact. */
  readonly contextButton: ReactNode;
};

/** Who, through which channel, whose it is, what state it is in, and what to do with it. */
export const ThreadHeader = memo(function ThreadHeader(props: Props): ReactNode {
  const { conversation, deeds, onBack, channels, beyond, way } = props;
  const { t } = useWords();
  return (
    <header className={classes.top}>
      <div className={classes.header}>
        {onBack && (
          <ActionIcon size={34} aria-label={t("conversations.backToList")} onClick={onBack}>
            <IconArrowLeft size={20} stroke={1.8} />
          </ActionIcon>
        )}
        <span className={classes.picture}>
          <Avatar
            name={conversation.contact.name}
            size={36}
            badge={<PlatformIcon platform={conversation.platform} badge />}
          />
        </span>
        <div className={classes.who}>
          <h2 className={classes.name}>
            <bdi>{conversation.contact.name}</bdi>
          </h2>
          <About conversation={conversation} />
        </div>
        <div className={classes.tools}>
          <AssignmentMenu conversation={conversation} onAssign={deeds.onAssign} />
          <StatusButtons conversation={conversation} onStatus={deeds.onStatus} onComeBack={deeds.onComeBack} />
          <ViewMenu {...props.choices} beyond={beyond} />
          {props.contextButton}
        </div>
      </div>
      <LabelBar conversation={conversation} onTopics={deeds.onTopics}>
        {hasChannels(channels, beyond) && <ChannelIcons conversation={conversation} channels={channels} way={way} />}
      </LabelBar>
    </header>
  );
});

function About({ conversation }: { readonly conversation: ConversationRow }): ReactNode {
  const { t } = useWords();
  const channel = useChannels().find((one) => one.id === conversation.channelId);
  const { status, assignee } = conversation;
  return (
    <div className={classes.about}>
      <span className={classes.status} data-status={status}>
        {t(`conversations.status_${status}`)}
      </span>
      <span className={classes.channel}>{channel?.name ?? t(`platforms.${conversation.platform}`)}</span>
      {assignee && (
        <bdi className={classes.whose}>
          {t(status === "new" ? "conversations.waitingOn" : "conversations.assignedToName", { name: assignee.name })}
        </bdi>
      )}
      {!assignee && status !== "resolved" && <span className={classes.nobody}>{t("conversations.unassigned")}</span>}
      <OthersHere conversation={conversation} />
    </div>
  );
}
