import type { ConversationId } from "@guichet/contract";
import { IconCheck, IconRobot } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { VirtualAgent } from "../change-conversation.ts";
import { listVirtualAgents } from "../list-virtual-agents.ts";
import classes from "./thread-header.module.css";

const NONE: readonly VirtualAgent[] = [];

/** To whom it may be delegated (R158). Asked afresh, for settings change. */
export function useVirtualAgents(id: ConversationId): readonly VirtualAgent[] {
  const { data = NONE } = useQuery(listVirtualAgents(id));
  return data;
}

type Props = { readonly agent: VirtualAgent; readonly chosen: boolean; readonly onChoose: () => void };

export function VirtualAgentButton({ agent, chosen, onChoose }: Props): ReactNode {
  return (
    <button type="button" className={classes.person} aria-pressed={chosen} onClick={onChoose}>
      <IconRobot size={20} stroke={1.6} aria-hidden />
      <bdi className={classes.personName}>{agent.name}</bdi>
      {chosen && <IconCheck size={16} aria-hidden />}
    </button>
  );
}
