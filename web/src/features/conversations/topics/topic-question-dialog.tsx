import type { ConversationRow, TopicId } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { PickList } from "../../../ui/pick-list.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useTopics } from "../use-world.ts";
import { findLabels } from "./find-labels.ts";
import classes from "./topic-question.module.css";

type Props = {
  readonly row: ConversationRow;
  readonly onClose: () => void;
  readonly onChoose: (id: TopicId) => void;
};

/** What was it about? Choosing a topic adds it and resolves. */
export function TopicQuestionDialog({ row, onClose, onChoose }: Props): ReactNode {
  const { t } = useWords();
  const topics = useTopics();
  useFocusBack();
  return (
    <Dialog opened onClose={onClose} title={t("conversations.topicQuestion")}>
      <p className={classes.text}>{t("conversations.topicQuestionText", { name: row.contact.name })}</p>
      <div className={classes.list}>
        <PickList
          label={t("conversations.searchTopics")}
          placeholder={t("conversations.searchTopics")}
          find={(typed) => findLabels(topics, typed)}
          onPick={(id) => {
            const topic = topics.find((one) => one.id === id);
            if (topic) onChoose(topic.id);
          }}
          empty={t("conversations.noTopics")}
          foot={t("conversations.chooseHint")}
        />
      </div>
    </Dialog>
  );
}
