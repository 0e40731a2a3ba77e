import type { ConversationRow } from "@guichet/contract";
import { IconCheck, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { foldText } from "../queue/fold-text.ts";
import { listTeamOptions } from "../routing/team-options.ts";
import type { Team } from "../use-conversation-actions.ts";
import { moveFocus } from "./move-focus.ts";
import classes from "./thread-header.module.css";

type Props = {
  readonly conversation: ConversationRow;
  readonly onChoose: (team: Team | null) => void;
};

/** The teams of the assignment menu: to which the conversation could be moved (W79). */
export function Teams({ conversation, onChoose }: Props): ReactNode {
  const { t } = useWords();
  const [search, setSearch] = useState("");
  const { data, error, refetch } = useQuery(listTeamOptions(conversation.id));
  const wanted = foldText(search);
  const found = (data ?? []).filter((team) => foldText(team.name).includes(wanted));
  const onKeyDown = (event: KeyboardEvent): void => {
    const [first] = found;
    if (event.key === "Enter" && wanted !== "" && first) onChoose(first);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") moveFocus(event);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrow keys of the buttons inside it
    <div onKeyDown={onKeyDown}>
      <input
        className={classes.search}
        placeholder={t("routing.searchTeams")}
        aria-label={t("routing.searchTeams")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        data-autofocus
      />
      <div className={classes.people}>
        {wanted === "" && (
          <Row
            name={t("routing.noTeam")}
            note=""
            chosen={conversation.teamId === null}
            onChoose={() => onChoose(null)}
          />
        )}
        {found.map((team) => (
          <Row
            key={team.id}
            name={team.name}
            note={t("routing.there", { available: team.available })}
            chosen={team.id === conversation.teamId}
            onChoose={() => onChoose(team)}
          />
        ))}
        {error && <ErrorNotice error={error} compact onRetry={() => void refetch()} />}
        {data === undefined && !error && <p className={classes.nothing}>{t("ui.loading")}</p>}
        {data?.length === 0 && <p className={classes.nothing}>{t("routing.noTeams")}</p>}
        {data && data.length > 0 && found.length === 0 && (
          <p className={classes.nothing}>{t("ui.nothingFound", { query: search })}</p>
        )}
      </div>
    </div>
  );
}

type RowProps = {
  readonly name: string;
  readonly note: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
};

function Row({ name, note, chosen, onChoose }: RowProps): ReactNode {
  return (
    <button type="button" className={classes.person} aria-pressed={chosen} onClick={onChoose}>
      <IconUsersGroup size={20} stroke={1.6} aria-hidden />
      <bdi className={classes.personName}>{name}</bdi>
      {note !== "" && <span className={classes.note}>{note}</span>}
      {chosen && <IconCheck size={16} aria-hidden />}
    </button>
  );
}
