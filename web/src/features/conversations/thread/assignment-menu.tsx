import type { ConversationRow } from "@guichet/contract";
import { Popover } from "@mantine/core";
import { IconCheck, IconUser, IconUserOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { PresenceDot } from "../../../ui/presence-dot.tsx";
import { inOrder } from "../bulk/candidates.ts";
import { type Assignee, listAssignees } from "../list-assignees.ts";
import { findPeople } from "../queue/find-people.ts";
import { foldText } from "../queue/fold-text.ts";
import classes from "./thread-header.module.css";

type Props = {
  readonly conversation: ConversationRow;
  readonly onAssign: (person: ConversationRow["assignee"]) => void;
};

/** The assignment menu: whose the conversation is, and to whom it could be given (W70, W71). */
export function AssignmentMenu({ conversation, onAssign }: Props): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const { assignee } = conversation;
  const can = conversation.abilities.includes("assign") && conversation.status !== "resolved";
  const words = assignee?.name ?? t("conversations.unassigned");
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          disabled={!can}
          onClick={() => setOpened(!opened)}
          title={t("conversations.assignment")}
          data-assignment
        >
          {assignee ? <Avatar name={assignee.name} size={20} /> : <IconUser size={16} stroke={1.8} aria-hidden />}
          <span className={classes.unseen}>{t("conversations.assignment")}:</span>
          <span className={`${classes.assignee} ${classes.word}`} data-rank="2">
            {words}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("conversations.assignment")}>
        {opened && (
          <People
            conversation={conversation}
            onChoose={(person) => {
              setOpened(false);
              onAssign(person);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

type PeopleProps = {
  readonly conversation: ConversationRow;
  readonly onChoose: (person: ConversationRow["assignee"]) => void;
};

function People({ conversation, onChoose }: PeopleProps): ReactNode {
  const { t } = useWords();
  const me = useMe().id;
  const [search, setSearch] = useState("");
  const { data, error, refetch } = useQuery(listAssignees(conversation.id));
  const wanted = foldText(search);
  const found = findPeople(inOrder(data ?? [], me), search);
  const chosen = conversation.assignee?.id ?? null;
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
        {error && <ErrorNotice error={error} compact onRetry={() => void refetch()} />}
        {data === undefined && !error && <p className={classes.nothing}>{t("ui.loading")}</p>}
        {data && found.length === 0 && <p className={classes.nothing}>{t("ui.nothingFound", { query: search })}</p>}
      </div>
    </div>
  );
}

type PersonProps = {
  readonly person: Assignee;
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
      {person.role === "viewer" && <span className={classes.note}>{t("conversations.viewerNote")}</span>}
      {chosen && <IconCheck size={16} aria-hidden />}
    </button>
  );
}

function moveFocus(event: KeyboardEvent): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input, button")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
