import type {
  ContactId,
  ContactView,
  ConversationId,
  ConversationStatus,
  Platform,
  TopicId,
  Visibility,
} from "@guichet/contract";
import { IconRosetteDiscountCheck, IconUserX } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { Refusal } from "../../api/refusal.ts";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { AttributeList } from "./attribute-list.tsx";
import { useContactChanges } from "./change-contact.ts";
import { ChangesButton } from "./contact-changes.tsx";
import { ContactHead } from "./contact-head.tsx";
import classes from "./contact-tab.module.css";
import { DeleteButton } from "./deleting/delete-button.tsx";
import { HistoryList } from "./history-list.tsx";
import { MuteButton, MutedMark } from "./muting/mute-button.tsx";
import { PostOf } from "./muting/post-of.tsx";
import { Notes } from "./notes.tsx";
import { useContact } from "./use-contact.ts";

type Props = {
  readonly id: ContactId;
  /** Changes when what the history shows of the contact's conversation does, but for its status; null: not settled yet. */
  readonly version: string | null;
  /** The conversation that is open; null: the contact stands alone. */
  readonly current: {
    readonly id: ConversationId;
    readonly status: ConversationStatus;
    readonly topicIds: readonly TopicId[];
    readonly visibility: Visibility;
  } | null;
  readonly topicNames: ReadonlyMap<string, string>;
  readonly hrefOf: (id: ConversationId) => string;
  readonly onOpen: (id: ConversationId) => void;
  readonly platformIcon: (platform: Platform) => ReactNode;
};

/** Who writes: name, identities, attributes, and their conversations over the channels one may see (W110). */
export function ContactTab(props: Props): ReactNode {
  const { t } = useWords();
  const { contact, error, retry } = useContact(props.id, props.version);
  if (error instanceof Refusal && error.code === "not_found") {
    return (
      <EmptyState icon={IconUserX} title={t("contacts.deleted")}>
        {t("contacts.deletedText")}
      </EmptyState>
    );
  }
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
  return <Known {...props} contact={contact} />;
}

function Known({ contact, ...props }: Props & { readonly contact: ContactView }): ReactNode {
  const changes = useContactChanges(contact);
  return (
    <div className={classes.tab}>
      <ContactHead contact={contact} changes={changes} />
      <Identities contact={contact} platformIcon={props.platformIcon} />
      {props.current?.visibility === "public" && <PostOf id={props.current.id} />}
      <AttributeList contact={contact} changes={changes} action={<ChangesButton contact={contact} />} />
      <Notes contact={contact} />
      <HistoryList {...props} contact={contact} />
      {contact.abilities.includes("delete") && <DeleteButton contact={contact} />}
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
                {identity.muted && (
                  <Fragment>
                    {" · "}
                    <MutedMark />
                  </Fragment>
                )}
              </span>
            </span>
            <span className={classes.verified} data-verified={identity.verified || undefined}>
              {identity.verified && <IconRosetteDiscountCheck size={15} aria-hidden />}
              {t(identity.verified ? "contacts.verified" : "contacts.notVerified")}
            </span>
            <MuteButton contact={contact} identity={identity} />
          </li>
        ))}
      </ul>
    </section>
  );
}
