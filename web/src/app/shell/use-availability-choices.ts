import type { AwayState, ChosenPresence, Me } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";

export type AvailabilityChoice = {
  readonly key: string;
  readonly label: string;
  readonly chosen: ChosenPresence;
  readonly awayState: AwayState | null;
};
const NONE: readonly never[] = [];

/** Available, and the away states; plain Away only while there is none (W33). */
export function useAvailabilityChoices(): readonly AvailabilityChoice[] {
  const { t } = useWords();
  const { data: states = NONE } = useQuery({ ...queries.bootstrap(), select: (world) => world.awayStates });
  return useMemo(() => {
    const away = (awayState: AwayState | null): AvailabilityChoice => ({
      key: awayState?.id ?? "away",
      label: awayState?.name ?? t("ui.away"),
      chosen: { presence: "away", awayStateId: awayState?.id ?? null },
      awayState,
    });
    const available = {
      key: "available",
      label: t("ui.available"),
      chosen: { presence: "available" },
      awayState: null,
    } as const;
    return [available, ...(states.length === 0 ? [away(null)] : states.map(away))];
  }, [states, t]);
}

/** Is this what somebody is at this moment? Of no choice where the state they are in is offered no more. */
export function isChosen({ chosen, awayState }: AvailabilityChoice, me: Pick<Me, "presence" | "awayState">): boolean {
  return me.presence === chosen.presence && (me.awayState?.id ?? null) === (awayState?.id ?? null);
}
