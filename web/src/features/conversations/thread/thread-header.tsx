import type { ConversationRow, TopicId } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import { IconArrowLeft, IconUsersGroup } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import type { LabelChange, VirtualAgent } from "../change-conversation.ts";
import { ChannelIcons, hasChannels } from "../cross-channel/channel-icons.tsx";
import type { CrossChannel } from "../cross-channel/use-cross-channel.ts";
import type { WayToConversation } from "../cross-channel/way-to-conversation.ts";
import { PlatformIcon } from "../platform-icon.tsx";
import { useWhy } from "../routing/use-why.tsx";
import { SlaBadge } from "../sla/sla-badge.tsx";
import { LabelBar } from "../topics/label-bar.tsx";
import type { Team } from "../use-conversation-actions.ts";
import { useChannels, useTeams } from "../use-world.ts";
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
  readonly onTeam: (team: Team | null) => void;
  readonly onDelegate: (to: VirtualAgent) => void;
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
  const why = useWhy(conversation);
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
            photo={conversation.contact.photo}
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
          <AssignmentMenu
            conversation={conversation}
            onAssign={deeds.onAssign}
            onTeam={deeds.onTeam}
            onDelegate={deeds.onDelegate}
          />
          <StatusButtons conversation={conversation} onStatus={deeds.onStatus} onComeBack={deeds.onComeBack} />
          <ViewMenu {...props.choices} conversation={conversation} beyond={beyond} onWhy={why.ask} />
          {props.contextButton}
        </div>
      </div>
      <LabelBar conversation={conversation} onTopics={deeds.onTopics}>
        {hasChannels(channels, beyond) && <ChannelIcons conversation={conversation} channels={channels} way={way} />}
      </LabelBar>
      {why.dialog}
    </header>
  );
});

function About({ conversation }: { readonly conversation: ConversationRow }): ReactNode {
  const { t } = useWords();
  const channel = useChannels().find((one) => one.id === conversation.channelId);
  const { status, assignee, holder, teamId } = conversation;
  const team = useTeams().find((one) => one.id === teamId);
  return (
    <div className={classes.about}>
      <span className={classes.status} data-status={status}>
        {t(`conversations.status_${status}`)}
      </span>
      <span className={classes.channel}>{channel?.name ?? t(`platforms.${conversation.platform}`)}</span>
      {team && (
        <span className={classes.channel} data-team>
          <IconUsersGroup size={13} stroke={1.8} aria-hidden className={classes.sign} />
          <span className={classes.unseen}>{t("routing.team")}: </span>
          <bdi>{team.name}</bdi>
        </span>
      )}
      {assignee && (
        <bdi className={classes.whose}>
          {t(status === "new" ? "conversations.waitingOn" : "conversations.assignedToName", { name: assignee.name })}
        </bdi>
      )}
      {holder && <bdi className={classes.whose}>{t("virtualAgents.heldBy", { name: holder.name })}</bdi>}
      {!assignee && !holder && status !== "resolved" && (
        <span className={classes.nobody}>{t("conversations.unassigned")}</span>
      )}
      <SlaBadge conversation={conversation} />
      <OthersHere conversation={conversation} />
    </div>
  );
}
