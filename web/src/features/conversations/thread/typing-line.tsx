import type { ConversationId } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { keys } from "../keys.ts";
import type { Typing } from "../typing.ts";
import { useColleagues } from "../use-world.ts";
import classes from "./timeline.module.css";

const NOBODY: Typing = new Map();

/** Who is writing in this conversation right now. */
export function TypingLine({
  id,
  contactName,
}: {
  readonly id: ConversationId;
  readonly contactName: string;
}): ReactNode {
  const { t } = useWords();
  const names = useTypists(id, contactName);
  return (
    <div className={classes.typing} aria-live="off">
      {names.length > 0 && (
        <>
          <span className={classes.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          <bdi>{t("conversations.typing", { names: names.join(", "), count: names.length })}</bdi>
        </>
      )}
    </div>
  );
}

/** A sign that is not repeated fades by itself. */
function useTypists(id: ConversationId, contactName: string): string[] {
  const me = useMe().id;
  const colleagues = useColleagues();
  const select = useCallback((typing: Typing) => typing.get(id), [id]);
  const { data } = useQuery<Typing, Error, ReturnType<typeof select>>({
    queryKey: keys.typing,
    queryFn: () => NOBODY,
    enabled: false,
    select,
  });
  const [, redraw] = useState(0);
  const now = Date.now();
  const until = [data?.contactUntil ?? 0, ...(data?.agents.values() ?? [])].filter((one) => one > now);
  const next = until.length > 0 ? Math.min(...until) : undefined;
  useEffect(() => {
    if (next === undefined) return;
    const timer = setTimeout(() => redraw((count) => count + 1), next - Date.now() + 20);
    return () => clearTimeout(timer);
  }, [next]);
  if (data === undefined) return [];
  const agents = [...data.agents].flatMap(([agent, till]) =>
    till > now && agent !== me ? (colleagues.find((one) => one.id === agent)?.name ?? []) : [],
  );
  return data.contactUntil > now ? [contactName, ...agents] : agents;
}
