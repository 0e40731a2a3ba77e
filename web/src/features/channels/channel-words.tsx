import type { ChannelView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { StateBadge } from "../../ui/state-badge.tsx";

const STATES = {
  connected: { tone: "good", word: "channels.stateConnected" },
  needs_reconnection: { tone: "bad", word: "channels.stateNeedsReconnection" },
  paused: { tone: "warning", word: "channels.statePaused" },
} as const;

export function ChannelState({ state, silent }: Pick<ChannelView, "state" | "silent">): ReactNode {
  const { t } = useWords();
  if (silent && state === "connected") return <StateBadge tone="warning">{t("channels.stateSilent")}</StateBadge>;
  return <StateBadge tone={STATES[state].tone}>{t(STATES[state].word)}</StateBadge>;
}

/** The later of two instants, either of which may be missing. */
export function latestOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
