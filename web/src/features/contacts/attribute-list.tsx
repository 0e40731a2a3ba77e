import type { ContactAttribute, ContactView } from "@guichet/contract";
import { IconCloud, IconPencil, IconPlus, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { useCommand } from "../../ui/commands.tsx";
import { inShort } from "../../ui/in-short.ts";
import { attributeName, attributeValue } from "./attribute-words.ts";
import type { ContactChanges } from "./change-contact.ts";
import classes from "./contact-tab.module.css";
import { ValueEditor } from "./value-editor.tsx";

type Props = {
  readonly contact: ContactView;
  readonly changes: ContactChanges;
  /** Buttons beside the heading. */
  readonly action: ReactNode;
};

/** What is known about a contact: what Admins made first, then what each platform tells (W110, W113). */
export function AttributeList({ contact, changes, action }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const own = contact.attributes.filter((one) => one.platform === null);
  const platforms = [...new Set(contact.attributes.flatMap((one) => one.platform ?? []))];
  const mayEdit = contact.abilities.includes("edit");
  const editable = contact.attributes.filter((one) => mayEdit && one.editable);
  useCommand({
    id: "contact.attribute",
    label: t("contacts.attributeEdit"),
    group: t("contacts.group"),
    icon: IconPencil,
    when: editable.length > 0,
    choices: () =>
      editable.map((one) => ({
        id: one.id,
        label: attributeName(one, words),
        hint: inShort(attributeValue(one, words)),
        run: () => document.getElementById(`attribute-${one.id}`)?.click(),
      })),
  });
  const rows = (list: readonly ContactAttribute[]) => (
    <dl className={classes.attributes}>
      {list.map((one) => (
        <AttributeRow key={one.id} attribute={one} mayEdit={mayEdit} changes={changes} />
      ))}
    </dl>
  );
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h3 className={classes.heading}>{t("contacts.attributes")}</h3>
        {action}
      </div>
      {contact.attributes.length === 0 && <p className={classes.nothing}>{t("contacts.noAttributes")}</p>}
      {own.length > 0 && rows(own)}
      {platforms.map((platform) => (
        <div key={platform} className={classes.group}>
          <p className={classes.source}>{t("contacts.fromPlatform", { platform: t(`platforms.${platform}`) })}</p>
          {rows(contact.attributes.filter((one) => one.platform === platform))}
        </div>
      ))}
    </section>
  );
}

type RowProps = {
  readonly attribute: ContactAttribute;
  readonly mayEdit: boolean;
  readonly changes: ContactChanges;
};

function AttributeRow({ attribute, mayEdit, changes }: RowProps): ReactNode {
  const words = useWords();
  const { t } = words;
  // As it stood when one began: what a colleague does meanwhile must not pass for what one had before one's eyes.
  const [editing, setEditing] = useState<ContactAttribute>();
  const button = useRef<HTMLButtonElement>(null);
  const back = useRef(false);
  useEffect(() => {
    if (editing !== undefined || !back.current) return;
    back.current = false;
    button.current?.focus();
  }, [editing]);
  const name = attributeName(attribute, words);
  const value = attributeValue(attribute, words);
  const editable = attribute.editable && mayEdit;
  return (
    <div data-editing={editing !== undefined || undefined}>
      <dt>
        {name}
        <Marks attribute={attribute} />
      </dt>
      <dd>
        {editing !== undefined ? (
          <ValueEditor
            attribute={editing}
            name={name}
            onDone={(changed) => {
              // The focus goes back to where it came from, unless it has gone on already.
              back.current = document.activeElement?.getAttribute("aria-label") === name;
              setEditing(undefined);
              if (changed !== undefined) changes.setValue(editing, changed);
            }}
          />
        ) : (
          <span className={classes.held}>
            {attribute.value !== null && <Value attribute={attribute} shown={value} />}
            {editable && (
              <button
                ref={button}
                id={`attribute-${attribute.id}`}
                type="button"
                className={attribute.value === null ? classes.addValue : classes.editValue}
                aria-label={
                  attribute.value === null ? t("contacts.addValue", { name }) : t("contacts.editValue", { name, value })
                }
                onClick={() => setEditing(attribute)}
              >
                {attribute.value === null ? (
                  <>
                    <IconPlus size={13} aria-hidden /> {t("contacts.add")}
                  </>
                ) : (
                  <IconPencil size={14} stroke={1.8} aria-hidden />
                )}
              </button>
            )}
            {attribute.value === null && !editable && <span className={classes.none}>–</span>}
          </span>
        )}
      </dd>
    </div>
  );
}

/** A cloud for what the CRM keeps, a glass for what looks the contact up (W113). */
function Marks({ attribute }: { readonly attribute: ContactAttribute }): ReactNode {
  const { t } = useWords();
  return (
    <>
      {attribute.crmManaged && (
        <span title={t("contacts.crmManaged")} className={classes.sign}>
          <IconCloud size={14} stroke={1.8} role="img" aria-label={t("contacts.crmManaged")} />
        </span>
      )}
      {attribute.lookup && (
        <span title={t("contacts.lookup")} className={classes.sign}>
          <IconSearch size={13} stroke={1.8} role="img" aria-label={t("contacts.lookup")} />
        </span>
      )}
    </>
  );
}

/** An address can be followed; everything else is text in its own direction. */
function Value({ attribute, shown }: { readonly attribute: ContactAttribute; readonly shown: string }): ReactNode {
  const { kind, value } = attribute;
  if (value !== null && /^https?:\/\/\S+$/i.test(value)) {
    return (
      <a href={value} target="_blank" rel="noopener noreferrer nofollow">
        {value}
      </a>
    );
  }
  if (value !== null && kind === "email") return <a href={`mailto:${encodeURIComponent(value)}`}>{value}</a>;
  if (value !== null && kind === "phone") return <a href={`tel:${value.replaceAll(/[^+\d]/g, "")}`}>{value}</a>;
  return <bdi>{shown}</bdi>;
}
