import type { ContactListItem, Needle, Platform, SearchHit } from "@guichet/contract";
import { IconMessageDots, IconStarFilled } from "@tabler/icons-react";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Marked, markIn } from "./marked-text.tsx";
import classes from "./search.module.css";

export type Doors = {
  readonly contactHref: (contact: ContactListItem) => string;
  readonly hitHref: (hit: SearchHit) => string;
  readonly onOpen: (href: string) => void;
  readonly platformIcon: (platform: Platform) => ReactNode;
  readonly channelNames: ReadonlyMap<string, string>;
  /** Arrow up from the first: back into the field. */
  readonly onUp: () => void;
};
type Props = Doors & {
  readonly contacts: readonly ContactListItem[];
  readonly moreContacts: boolean;
  readonly hits: readonly SearchHit[];
  readonly needles: readonly Needle[];
};

/** What was found, contacts first. Arrows go through both lists, Enter opens. */
export function Results(props: Props): ReactNode {
  const { t } = useWords();
  const { contacts, moreContacts, hits } = props;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrow keys of the links inside it
    <div onKeyDown={(event) => moveFocus(event, props.onUp)}>
      {contacts.length > 0 && (
        <section aria-labelledby="found-contacts">
          <h2 id="found-contacts" className={classes.heading}>
            {t("search.contacts")}
          </h2>
          <ul className={classes.list}>
            {contacts.map((contact) => (
              <li key={contact.id}>
                <ContactLink {...props} contact={contact} />
              </li>
            ))}
          </ul>
          {moreContacts && <p className={classes.note}>{t("search.moreContacts")}</p>}
        </section>
      )}
      {hits.length > 0 && (
        <section aria-labelledby="found-conversations">
          <h2 id="found-conversations" className={classes.heading}>
            {t("search.conversations")}
          </h2>
          <ul className={classes.list}>
            {hits.map((hit) => (
              <li key={hit.conversation.id}>
                <HitLink {...props} hit={hit} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function ContactLink({ contact, ...doors }: Props & { readonly contact: ContactListItem }): ReactNode {
  const { t } = useWords();
  const { identity } = contact;
  return (
    <Row href={doors.contactHref(contact)} onOpen={doors.onOpen}>
      <Avatar name={contact.name} photo={contact.photo} size={34} badge={doors.platformIcon(identity.platform)} />
      <span className={classes.body}>
        <span className={classes.name}>
          <bdi>
            <Marked pieces={markIn(contact.name, doors.needles)} />
          </bdi>
          {contact.vip && (
            <IconStarFilled size={12} className={classes.vip} role="img" aria-label={t("contacts.vip")} />
          )}
        </span>
        <bdi className={classes.handle}>
          <Marked pieces={markIn(identity.handle ?? identity.externalId, doors.needles)} />
        </bdi>
      </span>
    </Row>
  );
}

function HitLink({ hit, ...doors }: Props & { readonly hit: SearchHit }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const { conversation, message } = hit;
  return (
    <Row href={doors.hitHref(hit)} onOpen={doors.onOpen}>
      <Avatar
        name={conversation.contact.name}
        photo={conversation.contact.photo}
        size={34}
        badge={doors.platformIcon(conversation.platform)}
      />
      <span className={classes.body}>
        <span className={classes.name}>
          <bdi>{conversation.contact.name}</bdi>
          {conversation.contact.vip && (
            <IconStarFilled size={12} className={classes.vip} role="img" aria-label={t("contacts.vip")} />
          )}
          <span className={classes.status} data-status={conversation.status}>
            {t(`contacts.status_${conversation.status}`)}
          </span>
          <time dateTime={message.at} className={classes.time}>
            {dates.format(message.at, "dateTime")}
          </time>
        </span>
        <span className={classes.excerpt} data-comment={message.kind === "comment" || undefined}>
          {message.kind === "comment" && (
            <IconMessageDots size={14} stroke={1.9} role="img" aria-label={t("search.comment")} />
          )}
          {message.kind !== "inbound" && message.authorName !== "" && (
            <span className={classes.author}>
              <bdi>{message.authorName}</bdi>:{" "}
            </span>
          )}
          <bdi>{message.excerpt.length === 0 ? t("search.noText") : <Marked pieces={message.excerpt} />}</bdi>
        </span>
        <span className={classes.handle}>{doors.channelNames.get(conversation.channelId)}</span>
      </span>
    </Row>
  );
}

type RowProps = { readonly href: string; readonly onOpen: (href: string) => void; readonly children: ReactNode };

function Row({ href, onOpen, children }: RowProps): ReactNode {
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(href);
  };
  return (
    <a className={classes.row} href={href} data-found-row draggable={false} onClick={open}>
      {children}
    </a>
  );
}

export function focusFirstResult(): void {
  document.querySelector<HTMLElement>("[data-found-row]")?.focus();
}

function moveFocus(event: KeyboardEvent, onUp: () => void): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-found-row]")];
  const at = event.target instanceof HTMLElement ? rows.indexOf(event.target) : -1;
  if (at === -1) return;
  event.preventDefault();
  if (at + step < 0) onUp();
  else rows[at + step]?.focus();
}
