import type { ConversationRow, UserId } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconCoffee, IconInboxOff, IconMessages } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useWantsWork, wantWork } from "../../../api/became-available.ts";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { useKeyNames, useKeysOf } from "../../../ui/keys-of.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { useQueue } from "../queue/use-queue.ts";
import { useBringsNext } from "./use-next-choice.ts";
import { useNobodyTypes } from "./use-nobody-types.ts";

/** Many may wait for the same arrival: they do not all ask in the same instant. Milliseconds. */
const SPREAD = 250;

export type Told = "empty" | "full";
type Props = {
  readonly filter: QueueFilter;
  /** The server has said that nothing is free in this queue, or that one has as many as one may (R67). */
  readonly told: Told | null;
  readonly onBring: (byHand: boolean) => void;
  /** One line over the list, where there is no room for more. */
  readonly compact: boolean;
};

/**
 * No conversation is open. Whoever has just become Available is brought the first one (W35), who waits at an empty queue the
 * next that arrives; who is Away is left alone (W37).
 */
export function NothingOpen({ filter, told, onBring, compact }: Props): ReactNode {
  const { t } = useWords();
  const [next] = useKeysOf()("conversation.next");
  const names = useKeyNames();
  const { presence } = useMe();
  const available = presence === "available";
  const inNew = filter.status === "new";
  useCommand({
    id: "inbox.next",
    label: t("next.bring"),
    group: t("conversations.group"),
    when: available && inNew,
    run: () => onBring(true),
  });
  const waits = useWaiting({ filter, told, onBring, can: available && inNew });
  if (waits) return <Waits compact={compact} full={told === "full"} />;
  if (compact) return null;
  const button = (
    <Button variant="default" size="xs" onClick={() => onBring(true)}>
      {t("next.bring")}
    </Button>
  );
  return (
    <EmptyState
      icon={available || !inNew ? IconMessages : IconCoffee}
      title={t("conversations.chooseOne")}
      {...(available && inNew ? { action: button } : {})}
    >
      {next === undefined ? t("conversations.chooseOneText") : t("conversations.chooseOneByKey", { key: names(next) })}
      {inNew && !available && <br />}
      {inNew && !available && t("next.away")}
    </EmptyState>
  );
}

function Waits({ compact, full }: { readonly compact: boolean; readonly full: boolean }): ReactNode {
  const { t } = useWords();
  const title = t(full ? "next.full" : "next.nothingWaits");
  const text = t(full ? "next.fullText" : "next.waiting");
  if (compact) return <Notice title={title}>{text}</Notice>;
  return (
    <EmptyState icon={IconInboxOff} title={title}>
      {text}
    </EmptyState>
  );
}

/** Asks for the next conversation when it is time; true while one waits for it. */
function useWaiting({ filter, told, onBring, can }: Omit<Props, "compact"> & { readonly can: boolean }): boolean {
  const me = useMe().id;
  const { rows } = useQueue(filter);
  const brings = useBringsNext();
  const wanted = useWantsWork();
  const free = useNobodyTypes();
  const [waits, setWaits] = useState(false);
  const may = can && brings;
  const nothing = told !== null || rows?.length === 0;
  // Once one waits, the arrival that ends the emptiness does not end the wait.
  useEffect(() => setWaits((before) => may && (before || nothing)), [may, nothing]);
  useEffect(() => {
    if (!wanted || !may || !free) return;
    wantWork(false);
    onBring(false);
  }, [wanted, may, free, onBring]);
  const arrived = rows?.find((row) => isFree(row, me) && (told !== "full" || row.assignee?.id === me));
  const arrival = arrived === undefined ? null : `${arrived.id} ${arrived.version}`;
  useEffect(() => {
    if (!waits || !free || arrival === null) return;
    const timer = setTimeout(() => onBring(false), Math.random() * SPREAD);
    return () => clearTimeout(timer);
  }, [waits, free, arrival, onBring]);
  return waits;
}

function isFree(row: ConversationRow, me: UserId): boolean {
  return row.lock === null && (row.assignee === null || row.assignee.id === me) && row.abilities.includes("reply");
}
