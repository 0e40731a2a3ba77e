import { type AssigneeOption, type ConversationRow, hasRoom } from "@guichet/contract";
import { Popover, SegmentedControl } from "@mantine/core";
import { IconCheck, IconRobot, IconUser, IconUserOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { PresenceDot } from "../../../ui/presence-dot.tsx";
import { inOrder } from "../bulk/candidates.ts";
import type { VirtualAgent } from "../change-conversation.ts";
import { listAssignees } from "../list-assignees.ts";
import { findPeople } from "../queue/find-people.ts";
import { foldText } from "../queue/fold-text.ts";
import type { Person, Team } from "../use-conversation-actions.ts";
import { Teams } from "./assignment-teams.tsx";
import { useVirtualAgents, VirtualAgentButton } from "./assignment-virtual-agents.tsx";
import { moveFocus } from "./move-focus.ts";
import classes from "./thread-header.module.css";

type Props = {
  readonly conversation: ConversationRow;
  readonly onAssign: (person: Person | null) => void;
  readonly onTeam: (team: Team | null) => void;
  readonly onDelegate: (to: VirtualAgent) => void;
};
const PARTS = ["agent", "team"] as const;
type Part = (typeof PARTS)[number];

/** The assignment menu: whose the conversation is, and to which agent, virtual agent or team it could be given (W70, W71, W79, R158). */
export function AssignmentMenu({ conversation, onAssign, onTeam, onDelegate }: Props): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const [part, setPart] = useState<Part>("agent");
  const { assignee, holder } = conversation;
  const can = conversation.abilities.includes("assign") && conversation.status !== "resolved";
  const words = holder?.name ?? assignee?.name ?? t("conversations.unassigned");
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          disabled={!can}
          onClick={({ currentTarget }) => {
            // The key for teams says so on the button.
            setPart(currentTarget.dataset.wanted === "team" ? "team" : "agent");
            delete currentTarget.dataset.wanted;
            setOpened(!opened);
          }}
          title={t("conversations.assignment")}
          data-assignment
        >
          <Whose conversation={conversation} />
          <span className={classes.unseen}>{t("conversations.assignment")}:</span>
          <span className={`${classes.assignee} ${classes.word}`} data-rank="2">
            {words}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("conversations.assignment")}>
        {opened && <PartChoice part={part} onChange={setPart} />}
        {opened && part === "team" && (
          <Teams
            conversation={conversation}
            onChoose={(team) => {
              setOpened(false);
              onTeam(team);
            }}
          />
        )}
        {opened && part === "agent" && (
          <People
            conversation={conversation}
            onChoose={(person) => {
              setOpened(false);
              onAssign(person);
            }}
            onDelegate={(to) => {
              setOpened(false);
              onDelegate(to);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Whose({ conversation: { holder, assignee } }: Pick<Props, "conversation">): ReactNode {
  if (holder) return <IconRobot size={16} stroke={1.8} aria-hidden />;
  return assignee ? <Avatar name={assignee.name} size={20} /> : <IconUser size={16} stroke={1.8} aria-hidden />;
}

type PartProps = { readonly part: Part; readonly onChange: (part: Part) => void };

function PartChoice({ part, onChange }: PartProps): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.part}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("routing.partLabel")}
        data={PARTS.map((one) => ({ value: one, label: t(`routing.${one}Part`) }))}
        value={part}
        onChange={(chosen) => onChange(chosen === "team" ? "team" : "agent")}
      />
    </div>
  );
}

type PeopleProps = {
  readonly conversation: ConversationRow;
  readonly onChoose: (person: Person | null) => void;
  readonly onDelegate: (to: VirtualAgent) => void;
};

export function People({ conversation, onChoose, onDelegate }: PeopleProps): ReactNode {
  const { t } = useWords();
  const me = useMe().id;
  const [search, setSearch] = useState("");
  const { data, error, refetch } = useQuery(listAssignees(conversation.id));
  const wanted = foldText(search);
  const found = findPeople(inOrder(data ?? [], me), search);
  const agents = useVirtualAgents(conversation.id).filter(({ name }) => foldText(name).includes(wanted));
  const chosen = conversation.holder === null ? (conversation.assignee?.id ?? null) : undefined;
  const onKeyDown = (event: KeyboardEvent): void => {
    const first = found[0];
    if (event.key === "Enter" && wanted !== "" && first) onChoose(first);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") moveFocus(event);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrow keys of the buttons inside it
    <div onKeyDown={onKeyDown}>
      <input
        className={classes.search}
        placeholder={t("conversations.searchColleagues")}
        aria-label={t("conversations.searchColleagues")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        data-autofocus
      />
      <div className={classes.people}>
        {wanted === "" && (
          <button
            type="button"
            className={classes.person}
            aria-pressed={chosen === null}
            onClick={() => onChoose(null)}
          >
            <IconUserOff size={20} stroke={1.6} aria-hidden />
            <span className={classes.personName}>{t("conversations.unassigned")}</span>
            {chosen === null && <IconCheck size={16} aria-hidden />}
          </button>
        )}
        {found.map((one) => (
          <PersonButton
            key={one.id}
            person={one}
            mine={one.id === me}
            chosen={one.id === chosen}
            onChoose={() => onChoose(one)}
          />
        ))}
        {agents.length > 0 && <p className={classes.kind}>{t("virtualAgents.menu")}</p>}
        {agents.map((one) => (
          <VirtualAgentButton
            key={one.id}
            agent={one}
            chosen={one.id === conversation.holder?.id}
            onChoose={() => onDelegate(one)}
          />
        ))}
        {error && <ErrorNotice error={error} compact onRetry={() => void refetch()} />}
        {data === undefined && !error && <p className={classes.nothing}>{t("ui.loading")}</p>}
        {data && found.length + agents.length === 0 && (
          <p className={classes.nothing}>{t("ui.nothingFound", { query: search })}</p>
        )}
      </div>
    </div>
  );
}

type PersonProps = {
  readonly person: AssigneeOption;
  readonly mine: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
};

function PersonButton({ person, mine, chosen, onChoose }: PersonProps): ReactNode {
  const { t } = useWords();
  return (
    <button type="button" className={classes.person} aria-pressed={chosen} onClick={onChoose}>
      <Avatar
        name={person.name}
        photo={person.photo}
        size={24}
        badge={<PresenceDot presence={person.presence} state={person.awayState?.name} size={8} />}
      />
      <span className={classes.personName}>
        {person.name} {mine && <span className={classes.note}>{t("conversations.me")}</span>}
      </span>
      {person.room && (
        <span className={classes.note} data-full={!hasRoom(person.room)}>
          {t("room.fullness", person.room)} <span className={classes.unseen}>{t("room.conversations")}</span>
        </span>
      )}
      {person.role === "viewer" && <span className={classes.note}>{t("conversations.viewerNote")}</span>}
      {chosen && <IconCheck size={16} aria-hidden />}
    </button>
  );
}
