import type { ContactId, ContactView, ConversationId, ConversationStatus, Platform } from "@guichet/contract";
import { IconRosetteDiscountCheck, IconStar } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { AttributeList } from "./attribute-list.tsx";
import classes from "./contact-tab.module.css";
import { HistoryList } from "./history-list.tsx";
import { useContact } from "./use-contact.ts";

type Props = {
  readonly id: ContactId;
  /** Changes when the contact's conversation does; null: not settled yet. */
  readonly version: string | null;
  /** The conversation that is open. */
  readonly current: { readonly id: ConversationId; readonly status: ConversationStatus };
  readonly hrefOf: (id: ConversationId) => string;
  readonly onOpen: (id: ConversationId) => void;
  readonly platformIcon: (platform: Platform) => ReactNode;
};

/** Who writes: name, identities, attributes, and their conversations over the channels one may see (W110). */
export function ContactTab(props: Props): ReactNode {
  const { contact, error, retry } = useContact(props.id, props.version);
  if (error) {
    return (
      <div className={classes.tab}>
        <ErrorNotice error={error} onRetry={retry} />
      </div>
    );
  }
  if (contact === undefined) {
    return (
      <div className={classes.tab}>
        <RowSkeletons rows={4} avatar={false} />
      </div>
    );
  }
  return (
    <div className={classes.tab}>
      <Who contact={contact} />
      <Identities contact={contact} platformIcon={props.platformIcon} />
      <AttributeList attributes={contact.attributes} />
      <HistoryList {...props} contact={contact} />
    </div>
  );
}

function Who({ contact }: { readonly contact: ContactView }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <div className={classes.who}>
      <Avatar name={contact.name} size={52} />
      <div className={classes.words}>
        <h2 className={classes.name}>
          <bdi>{contact.name}</bdi>
          {contact.vip && (
            <span className={classes.vip}>
              <IconStar size={12} aria-hidden /> VIP
            </span>
          )}
        </h2>
        <p className={classes.since}>{t("contacts.since", { date: dates.format(contact.createdAt, "date") })}</p>
      </div>
    </div>
  );
}

function Identities({
  contact,
  platformIcon,
}: {
  contact: ContactView;
  platformIcon: Props["platformIcon"];
}): ReactNode {
  const { t } = useWords();
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t("contacts.identities")}</h3>
      <ul className={classes.list}>
        {contact.identities.map((identity) => (
          <li key={identity.id} className={classes.identity}>
            {platformIcon(identity.platform)}
            <span className={classes.words}>
              <bdi className={classes.handle}>{identity.handle ?? identity.displayName ?? identity.externalId}</bdi>
              <span className={classes.note}>
                {t(`platforms.${identity.platform}`)}
                {identity.handle !== null && identity.displayName !== null && identity.displayName !== contact.name && (
                  <Fragment>
                    {" · "}
                    <bdi>{identity.displayName}</bdi>
                  </Fragment>
                )}
              </span>
            </span>
            <span className={classes.verified} data-verified={identity.verified || undefined}>
              {identity.verified && <IconRosetteDiscountCheck size={15} aria-hidden />}
              {t(identity.verified ? "contacts.verified" : "contacts.notVerified")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
