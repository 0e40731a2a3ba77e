import type { ContactChange, ContactView } from "@guichet/contract";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords, type Words } from "../../locales/use-words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { attributeName, attributeValue } from "./attribute-words.ts";
import classes from "./contact-tab.module.css";

/** A button that opens who changed what about the contact, and when. */
export function ChangesButton({ contact }: { readonly contact: ContactView }): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button type="button" className={classes.quiet} onClick={() => setOpened(true)}>
        <IconHistory size={14} stroke={1.8} aria-hidden /> {t("contacts.changes")}
      </button>
      <Dialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={t("contacts.changesTitle", { name: contact.name })}
        size={560}
      >
        <ChangeList contact={contact} />
      </Dialog>
    </>
  );
}

function ChangeList({ contact }: { readonly contact: ContactView }): ReactNode {
  const words = useWords();
  const { t } = words;
  const dates = useDates();
  const { data, error, refetch } = useQuery({
    queryKey: ["contact-changes", contact.id],
    queryFn: ({ signal }) => call(routes.listContactChanges, { params: { id: contact.id }, signal }),
    staleTime: 0,
  });
  const channels = useQuery({ ...queries.bootstrap(), select: (world) => world.channels }).data;
  const channelOf = (change: ContactChange) => channels?.find((one) => one.id === change.channelId)?.name;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <RowSkeletons rows={4} avatar={false} />;
  if (data.items.length === 0) return <p className={classes.nothing}>{t("contacts.noChanges")}</p>;
  return (
    <ol className={classes.changeList}>
      {data.items.map((change) => (
        <li key={change.id} className={classes.change}>
          <span className={classes.changeWhat}>{whatOf(change, contact, channelOf(change), words)}</span>
          {change.erased ? (
            <em className={classes.note}>{t("contacts.changeErased")}</em>
          ) : (
            <span className={classes.changeValues}>
              <del>{shownValue(change.before, change, contact, words)}</del>
              <span aria-hidden> → </span>
              <ins>{shownValue(change.after, change, contact, words)}</ins>
            </span>
          )}
          <span className={classes.note}>
            {change.actorName} · {dates.format(change.at, "dateTime")}
          </span>
        </li>
      ))}
    </ol>
  );
}

const attributeOf = (change: ContactChange, contact: ContactView) =>
  contact.attributes.find((one) => one.id === change.attributeId);

function whatOf(change: ContactChange, contact: ContactView, channel: string | undefined, words: Words): string {
  if (change.what === "name") return words.t("contacts.changeName");
  if (change.what === "vip") return words.t("contacts.vip");
  if (change.what === "muted")
    return words.t("contacts.changeMuted", { channel: channel ?? words.t("contacts.aChannel") });
  const attribute = attributeOf(change, contact);
  if (attribute !== undefined) return attributeName(attribute, words);
  return words.t(change.attributeId === null ? "contacts.attributes" : "contacts.changeGone");
}

function shownValue(value: string | null, change: ContactChange, contact: ContactView, words: Words): string {
  if (value === null) return words.t("contacts.changeNothing");
  if (change.what === "vip" || change.what === "muted")
    return words.t(value === "yes" ? "contacts.yes" : "contacts.no");
  const attribute = attributeOf(change, contact);
  return attribute === undefined ? value : attributeValue({ ...attribute, value }, words);
}
