import type { ContactView, ConversationId, ConversationStatus, Platform, TopicId } from "@guichet/contract";
import type { MouseEvent, ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./contact-tab.module.css";

type Props = {
  readonly contact: ContactView;
  readonly current: {
    readonly id: ConversationId;
    readonly status: ConversationStatus;
    readonly topicIds: readonly TopicId[];
  } | null;
  readonly hrefOf: (id: ConversationId) => string;
  readonly onOpen: (id: ConversationId) => void;
  readonly platformIcon: (platform: Platform) => ReactNode;
  readonly topicNames: ReadonlyMap<string, string>;
};

/** The contact's conversations, newest first; each can be opened. */
export function HistoryList(props: Props): ReactNode {
  const { contact } = props;
  const { t } = useWords();
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t("contacts.history")}</h3>
      <ul className={classes.list}>
        {contact.history.map((one) => (
          <li key={one.conversationId}>
            <Entry {...props} one={one} />
          </li>
        ))}
      </ul>
      {contact.history.length === 0 && <p className={classes.nothing}>{t("contacts.noHistory")}</p>}
      {contact.moreElsewhere && <p className={classes.nothing}>{t("contacts.moreElsewhere")}</p>}
    </section>
  );
}

function Entry({
  one,
  current,
  hrefOf,
  onOpen,
  platformIcon,
  topicNames,
}: Props & { one: ContactView["history"][number] }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const here = one.conversationId === current?.id;
  const status = here ? current.status : one.status;
  const topics = (here ? current.topicIds : one.topicIds).flatMap((id) => topicNames.get(id) ?? []);
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(one.conversationId);
  };
  return (
    <a
      className={classes.past}
      href={hrefOf(one.conversationId)}
      aria-current={here ? "true" : undefined}
      onClick={open}
    >
      {platformIcon(one.platform)}
      <span className={classes.words}>
        <bdi className={classes.preview}>{one.preview || t("contacts.noText")}</bdi>
        <span className={classes.note}>
          {dates.format(one.startedAt, "dateTime")}
          {one.linked && <span title={t("contacts.linkedHint")}> · {t("contacts.linked")}</span>}
        </span>
        {topics.length > 0 && (
          <span className={classes.topics}>
            {topics.map((name) => (
              <span key={name} className={classes.topic}>
                {name}
              </span>
            ))}
          </span>
        )}
      </span>
      <span className={classes.status} data-status={status}>
        {t(`contacts.status_${status}`)}
      </span>
    </a>
  );
}
