import type { MutedContact, MutedPost } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { type Column, Records } from "../../ui/records.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import classes from "./privacy.module.css";

type Line = MutedContact | MutedPost;
type Props<One extends Line> = {
  /** Whose lines these are: `privacy` in the cache, and words. */
  readonly label: string;
  readonly rows: readonly One[];
  /** The first column: who, or which post. */
  readonly subject: { readonly label: string; readonly cell: (line: One) => ReactNode };
  readonly nameOf: (line: One) => string;
  readonly unmute: (line: One) => Promise<unknown>;
  /** Mutes it again; undefined where the reader may not. */
  readonly muteAgain: (line: One) => (() => Promise<unknown>) | undefined;
};

/** A log of what is muted: what, where, by whom, when; its history, and Unmute (W122, W124). */
export function MutedLog<One extends Line>({ label, rows, subject, nameOf, unmute, muteAgain }: Props<One>): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const columns: Column<One>[] = [
    { key: "subject", ...subject },
    { key: "channel", label: t("privacy.channel"), cell: (line) => <bdi>{line.channelName}</bdi> },
    { key: "platform", label: t("privacy.platform"), cell: (line) => t(`platforms.${line.platform}`) },
    { key: "by", label: t("privacy.by"), cell: (line) => <bdi>{line.mutedBy}</bdi> },
    { key: "when", label: t("privacy.when"), secondary: true, cell: (line) => dates.format(line.mutedAt, "dateTime") },
    {
      key: "deeds",
      label: "",
      cell: (line) => <Deeds line={line} name={nameOf(line)} unmute={() => unmute(line)} again={muteAgain(line)} />,
    },
  ];
  return <Records label={label} rows={rows} keyOf={(line) => line.id} columns={columns} />;
}

type DeedsProps = {
  readonly line: Line;
  readonly name: string;
  readonly unmute: () => Promise<unknown>;
  readonly again: (() => Promise<unknown>) | undefined;
};

function Deeds({ line, name, unmute, again }: DeedsProps): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const say = useRefusalWords();
  const toasts = useToasts();
  const run = async (deed: () => Promise<unknown>, done?: () => void): Promise<void> => {
    try {
      await deed();
      done?.();
    } catch (error) {
      toasts.show({ message: say(error), tone: "bad" });
    }
    await cache.invalidateQueries({ queryKey: ["privacy"] });
    await cache.invalidateQueries({ queryKey: ["contacts"] });
  };
  const tell = (): void =>
    toasts.show({
      message: t("privacy.unmuted", { name }),
      tone: "good",
      ...(again && { undo: () => void run(again) }),
    });
  return (
    <span className={classes.deeds}>
      {line.conversationId !== null && (
        <Link
          to="/conversations/$conversationId"
          params={{ conversationId: line.conversationId }}
          aria-label={t("privacy.historyOf", { name })}
        >
          {t("privacy.history")}
        </Link>
      )}
      <Button
        variant="default"
        size="xs"
        aria-label={t("privacy.unmuteOf", { name })}
        onClick={() => void run(unmute, tell)}
      >
        {t("privacy.unmute")}
      </Button>
    </span>
  );
}
