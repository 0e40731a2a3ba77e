import type { ContactView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { attributeName, attributeValue } from "./attribute-words.ts";
import classes from "./contact-tab.module.css";

type Attribute = ContactView["attributes"][number];
const SOURCES: readonly Attribute["source"][] = ["platform", "agent", "crm"];

/** What is known about a contact, under where it comes from. */
export function AttributeList({ attributes }: { readonly attributes: readonly Attribute[] }): ReactNode {
  const words = useWords();
  const { t } = words;
  const groups = SOURCES.map((source) => ({ source, of: attributes.filter((one) => one.source === source) }));
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t("contacts.attributes")}</h3>
      {attributes.length === 0 && <p className={classes.nothing}>{t("contacts.noAttributes")}</p>}
      {groups
        .filter((group) => group.of.length > 0)
        .map((group) => (
          <div key={group.source} className={classes.group}>
            <p className={classes.source}>{t(`contacts.source_${group.source}`)}</p>
            <dl className={classes.attributes}>
              {group.of.map((one) => (
                <div key={one.name}>
                  <dt>{attributeName(one, words)}</dt>
                  <dd>
                    <Value value={attributeValue(one, words)} />
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
    </section>
  );
}

/** An address can be followed; everything else is text in its own direction. */
function Value({ value }: { readonly value: string }): ReactNode {
  if (/^https?:\/\/\S+$/i.test(value)) {
    return (
      <a href={value} target="_blank" rel="noopener noreferrer nofollow">
        {value}
      </a>
    );
  }
  return <bdi>{value}</bdi>;
}
