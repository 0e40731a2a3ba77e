import type { BusinessHoursId, ChannelId } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { routes } from "../api/routes.ts";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import classes from "./view-uses.module.css";

type Props = { readonly of: { readonly channelId: ChannelId } | { readonly businessHoursId: BusinessHoursId } };

/** Which auto responders work on a channel, or by business hours, before those are deleted. Nothing where none does. */
export function AutoResponderUses({ of }: Props): ReactNode {
  const { t } = useWords();
  const { data, error } = useQuery({
    queryKey: ["auto-responder-uses", of],
    queryFn: ({ signal }) => call(routes.listAutoResponderUses, { query: of, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (error) return <ErrorNotice error={error} compact />;
  if (data === undefined || data.items.length === 0) return null;
  const words = "channelId" in of ? "ui.autoRespondersOfChannel" : "ui.autoRespondersOfHours";
  return (
    <div className={classes.uses} role="status">
      <p>{t(words, { count: data.items.length })}</p>
      <ul>
        {data.items.map(({ id, name }) => (
          <li key={id}>
            <bdi className={classes.name}>{name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
