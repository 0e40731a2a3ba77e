import type { ChannelId } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import classes from "./view-uses.module.css";

/** Which SLA policy and business hours a channel has, before it is deleted; asked afresh each time. Nothing where it has none. */
export function ChannelTermsUses({ channelId }: { readonly channelId: ChannelId }): ReactNode {
  const { t } = useWords();
  const afresh = { staleTime: 0, refetchOnMount: "always" } as const;
  const policies = useQuery({ ...queries.slaPolicies(), ...afresh });
  const hours = useQuery({ ...queries.businessHours(), ...afresh });
  const error = policies.error ?? hours.error;
  if (error) return <ErrorNotice error={error} compact />;
  const policy = policies.data?.items.find(({ channelIds }) => channelIds.includes(channelId));
  const set = hours.data?.items.find(({ channelIds }) => channelIds.includes(channelId));
  if (policy === undefined && set === undefined) return null;
  return (
    <div className={classes.uses} role="status">
      {policy && <p>{t("ui.slaPolicyUses", { name: policy.name })}</p>}
      {set && <p>{t("ui.businessHoursUses", { name: set.name })}</p>}
    </div>
  );
}
