import type { BulkWish, TopicId } from "@guichet/contract";
import { Button, Select } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { NOTHING_GIVEN } from "../resolving/asks.ts";
import classes from "../resolving/resolve-fields.module.css";
import { ReasonField } from "../resolving/resolve-fields.tsx";
import { useTopics } from "../use-world.ts";
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
  const topics = useTopics().filter((topic) => !topic.deleted);
  const [given, setGiven] = useState(NOTHING_GIVEN);
  const [topicId, setTopicId] = useState<TopicId | null>(null);
  const complete = (!asked.reason || given.reasonId !== null) && (asked.topic !== "needed" || topicId !== null);
  useFocusBack();
  return (
    <Dialog opened onClose={onClose} title={t("bulk.resolveTitle", { count })} holdsOn>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) onResolve({ type: "resolve", topicId, ...(asked.reason ? { resolution: given } : {}) });
        }}
      >
        {asked.topic !== "no" && (
          <Select
            label={t("bulk.topic")}
            description={t(asked.topic === "needed" ? "bulk.topicNeeded" : "bulk.topicOffered")}
            placeholder={t("conversations.searchTopics")}
            nothingFoundMessage={t("conversations.noTopics")}
            data={topics.map((topic) => ({ value: topic.id, label: topic.name }))}
            value={topicId}
            onChange={(id) => setTopicId(topics.find((topic) => topic.id === id)?.id ?? null)}
            searchable
            clearable={asked.topic === "offered"}
            data-autofocus
          />
        )}
        {asked.reason && (
          <ReasonField given={given} onGiven={setGiven} first={asked.topic === "no"} hint={t("bulk.reasonHint")} />
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!complete}>
            {t("conversations.resolve")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
