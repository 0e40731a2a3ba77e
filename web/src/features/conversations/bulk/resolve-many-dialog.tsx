import type { BulkWish } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { queries } from "../../../api/queries.ts";
import { useWords } from "../../../locales/use-words.ts";
import { missingIn, NOTHING_GIVEN, REASON, TOPIC } from "../resolving/asks.ts";
import { ReasonField } from "../resolving/reason-field.tsx";
import { ResolveForm } from "../resolving/resolve-form.tsx";
import { TopicField } from "../resolving/topic-field.tsx";
import type { AskedInBulk } from "./what-to-ask.ts";

type Props = {
  readonly asked: AskedInBulk;
  readonly count: number;
  readonly onClose: () => void;
  readonly onResolve: (wish: BulkWish) => void;
};

/** Asks once for all of them: a reason where bulk resolve wants one (W50), a topic for those without any (W67). */
export function ResolveManyDialog({ asked, count, onClose, onResolve }: Props): ReactNode {
  const { t } = useWords();
  const world = useQuery(queries.bootstrap()).data;
  const [given, setGiven] = useState(NOTHING_GIVEN);
  const needed = asked.topic === "needed" || given.topicId !== null;
  const asks = [...(needed ? [TOPIC] : []), ...(asked.reason ? [REASON] : [])];
  return (
    <ResolveForm
      title={t("bulk.resolveTitle", { count })}
      complete={missingIn(given, asks, world).length === 0}
      onClose={onClose}
      onResolve={() =>
        onResolve({
          type: "resolve",
          topicId: given.topicId,
          ...(asked.reason ? { resolution: given.resolution } : {}),
        })
      }
    >
      {asked.topic !== "no" && (
        <TopicField
          given={given}
          onGiven={setGiven}
          hint={t(asked.topic === "needed" ? "bulk.topicNeeded" : "bulk.topicOffered")}
          optional={asked.topic === "offered"}
        />
      )}
      {asked.reason && (
        <ReasonField given={given} onGiven={setGiven} hint={t("bulk.reasonHint")} first={asked.topic === "no"} />
      )}
    </ResolveForm>
  );
}
