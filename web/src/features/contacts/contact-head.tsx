import type { ContactView } from "@guichet/contract";
import { IconPencil, IconStar, IconStarFilled } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { useCommand } from "../../ui/commands.tsx";
import type { ContactChanges } from "./change-contact.ts";
import classes from "./contact-tab.module.css";

type Props = { readonly contact: ContactView; readonly changes: ContactChanges };

/** Who it is: name, since when, the mark of a VIP, and the groups in which the contact is (W110, W114). */
export function ContactHead({ contact, changes }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <>
      <div className={classes.who}>
        <Avatar name={contact.name} photo={contact.photo} size={52} />
        <div className={classes.words}>
          <Name contact={contact} changes={changes} />
          <div className={classes.known}>
            <p className={classes.since}>{t("contacts.since", { date: dates.format(contact.createdAt, "date") })}</p>
            <VipButton contact={contact} changes={changes} />
          </div>
        </div>
      </div>
      {contact.groups.length > 0 && (
        <ul className={classes.groupChips} aria-label={t("contacts.groups")}>
          {contact.groups.map((group) => (
            <li key={group.id} className={classes.groupChip}>
              {group.marksVip && <IconStarFilled size={10} aria-hidden />}
              <bdi>{group.name}</bdi>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Name({ contact, changes }: Props): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const begun = useRef(contact);
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const back = useRef(false);
  const editing = typed !== null;
  useEffect(() => {
    if (editing) {
      field.current?.focus();
      field.current?.select();
    } else if (back.current) button.current?.focus();
    back.current = false;
  }, [editing]);
  const close = (save: boolean): void => {
    const name = typed?.trim() ?? "";
    setTyped(null);
    if (save && name !== "") changes.rename(name, begun.current);
  };
  const begin = (): void => {
    begun.current = contact;
    setTyped(contact.name);
  };
  const mayEdit = contact.abilities.includes("edit");
  useCommand({
    id: "contact.rename",
    label: t("contacts.renameCommand"),
    group: t("contacts.group"),
    icon: IconPencil,
    when: mayEdit && !editing,
    run: begin,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    back.current = true;
    close(event.key === "Enter");
  };
  if (editing) {
    return (
      <input
        ref={field}
        className={classes.field}
        aria-label={t("contacts.nameLabel")}
        maxLength={200}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => close(true)}
      />
    );
  }
  return (
    <h2 className={classes.name}>
      <bdi>{contact.name}</bdi>
      {mayEdit && (
        <button
          ref={button}
          type="button"
          className={classes.editValue}
          aria-label={t("contacts.rename", { name: contact.name })}
          onClick={begin}
        >
          <IconPencil size={14} stroke={1.8} aria-hidden />
        </button>
      )}
    </h2>
  );
}

/** Filled when the mark counts; set by hand or by a group, which its title says. */
function VipButton({ contact, changes }: Props): ReactNode {
  const { t } = useWords();
  const groups = contact.groups.filter((group) => group.marksVip).map((group) => group.name);
  const byGroup =
    contact.vip && groups.length > 0 ? t("contacts.vipByGroup", { groups: groups.join(", ") }) : undefined;
  const deed = t(contact.vipByHand ? "contacts.unmarkVip" : "contacts.markVip");
  useCommand({
    id: "contact.vip",
    label: deed,
    group: t("contacts.group"),
    icon: IconStar,
    when: contact.abilities.includes("vip"),
    run: () => changes.setVip(!contact.vipByHand),
  });
  const Star = contact.vip ? IconStarFilled : IconStar;
  if (!contact.abilities.includes("vip")) {
    return contact.vip ? (
      <span className={classes.vip} data-on title={byGroup}>
        <Star size={13} aria-hidden /> {t("contacts.vip")}
      </span>
    ) : null;
  }
  return (
    <button
      type="button"
      className={classes.vip}
      data-on={contact.vip || undefined}
      aria-pressed={contact.vipByHand}
      aria-label={byGroup === undefined ? deed : `${deed}. ${byGroup}`}
      title={byGroup === undefined ? deed : `${byGroup}. ${deed}`}
      onClick={() => changes.setVip(!contact.vipByHand)}
    >
      <Star size={13} aria-hidden /> {t("contacts.vip")}
    </button>
  );
}
