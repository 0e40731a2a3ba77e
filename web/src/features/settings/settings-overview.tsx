import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Page } from "../../ui/page.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { findPages } from "./find-pages.ts";
import classes from "./settings-overview.module.css";

/** All pages of Settings with what each is for. */
export function SettingsOverview(): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const groups = findPages(typed, t);
  return (
    <Page title={t("settings.title")} text={t("settings.text")} width="narrow">
      <SearchField className={classes.search} label={t("settings.searchLabel")} value={typed} onChange={setTyped} />
      {groups.length === 0 && <p>{t("settings.nothing")}</p>}
      {groups.map((group) => (
        <section key={group.word}>
          <h2 className={classes.heading}>{t(group.word)}</h2>
          <div className={classes.cards}>
            {group.pages.map((page) => (
              <Link key={page.to} to={page.to} className={classes.card}>
                <span className={classes.icon}>
                  <page.icon size={19} stroke={1.7} />
                </span>
                <span>
                  <span className={classes.name}>{t(page.word)}</span>
                  <span className={classes.text}>{t(page.text)}</span>
                </span>
              </Link>
            ))}
          </div>
        </section>
      ))}
    </Page>
  );
}
