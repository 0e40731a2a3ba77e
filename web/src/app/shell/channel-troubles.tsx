import type { ChannelTrouble } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import { IconPlugConnectedX, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { queries } from "../../api/queries.ts";
import type { WordKey } from "../../locales/catalog.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./channel-troubles.module.css";
import { mayHide } from "./hidden-troubles.ts";
import { useHiddenTroubles } from "./use-hidden-troubles.ts";

const NONE: readonly ChannelTrouble[] = [];
type Kind = ChannelTrouble["kind"];
const TITLES: Record<Kind, WordKey> = {
  needs_reconnection: "shell.troubleReconnect",
  silent: "shell.troubleSilent",
};
const TEXTS: Record<Kind, { mend: WordKey; bear: WordKey }> = {
  needs_reconnection: { mend: "shell.troubleReconnectMend", bear: "shell.troubleReconnectBear" },
  silent: { mend: "shell.troubleSilentMend", bear: "shell.troubleSilentBear" },
};

/** Loud above every page while a channel does not work, and gone when it does (I15). Read out politely. */
export function ChannelTroubles(): ReactNode {
  const { t } = useWords();
  const { data } = useQuery({ ...queries.bootstrap(), select: (world) => world.troubles });
  const troubles = data ?? NONE;
  const { shown, hide } = useHiddenTroubles(troubles);
  const recovered = useRecovered(troubles);
  const hideAll = (): void => {
    hide();
    document.getElementById("page")?.focus();
  };
  // The live region is there before anything is said in it: else nothing would be read out.
  return (
    <div className={classes.banner} data-kind={worstOf(shown)} data-empty={shown.length === 0 || undefined}>
      {shown.length > 0 && <IconPlugConnectedX size={20} stroke={1.8} className={classes.icon} aria-hidden />}
      <div role="status" aria-label={t("shell.troubles")} className={classes.words}>
        {shown.length > 0 && <Words troubles={shown} />}
        {shown.length === 0 && recovered && (
          <span className={classes.unseen}>{t("shell.troubleOver", { channel: recovered })}</span>
        )}
      </div>
      <Mend troubles={shown} />
      {shown.length > 0 && shown.every(mayHide) && (
        <ActionIcon size={30} aria-label={t("shell.troubleHide")} title={t("shell.troubleHide")} onClick={hideAll}>
          <IconX size={16} stroke={1.8} />
        </ActionIcon>
      )}
    </div>
  );
}

type Props = { readonly troubles: readonly ChannelTrouble[] };

function Words({ troubles }: Props): ReactNode {
  const { t, locale } = useWords();
  const [one] = troubles;
  const kind = worstOf(troubles);
  if (one === undefined || kind === undefined) return null;
  const names = new Intl.ListFormat(locale).format(troubles.map((trouble) => trouble.name));
  const title = troubles.length === 1 ? t(TITLES[kind], { channel: one.name }) : t("shell.troubleSeveral", { names });
  const reason = troubles.length === 1 ? one.reason : null;
  return (
    <>
      <strong>{title}</strong> {t(TEXTS[kind][one.mayMend ? "mend" : "bear"])}
      {reason && <span className={classes.reason}> {t("shell.troubleReason", { reason })}</span>}
    </>
  );
}

function Mend({ troubles }: Props): ReactNode {
  const { t } = useWords();
  const [one] = troubles;
  if (!one?.mayMend) return null;
  if (troubles.length > 1)
    return (
      <Link to="/settings/channels" className={classes.mend}>
        {t("shell.troubleOpenAll")}
      </Link>
    );
  return (
    <Link to="/settings/channels/$channelId" params={{ channelId: one.channelId }} className={classes.mend}>
      {t("shell.troubleOpen")}
    </Link>
  );
}

function worstOf(troubles: readonly ChannelTrouble[]): Kind | undefined {
  return troubles.find((trouble) => trouble.kind === "needs_reconnection")?.kind ?? troubles[0]?.kind;
}

/** The names of the channels that have just recovered; what is said of them is heard, not seen. */
function useRecovered(troubles: readonly ChannelTrouble[]): string {
  const { locale } = useWords();
  const before = useRef(troubles);
  const [recovered, setRecovered] = useState("");
  useEffect(() => {
    const gone = before.current.filter((one) => !troubles.some((trouble) => trouble.channelId === one.channelId));
    before.current = troubles;
    if (gone.length > 0) setRecovered(new Intl.ListFormat(locale).format(gone.map((one) => one.name)));
  }, [troubles, locale]);
  return recovered;
}
