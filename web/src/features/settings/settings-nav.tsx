import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { findPages } from "./find-pages.ts";
import classes from "./settings-nav.module.css";

/** The tree of Settings with its search box. */
export function SettingsNav(): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const groups = findPages(typed, t);
  return (
    <nav className={classes.nav} aria-label={t("settings.title")}>
      <Link to="/settings" className={classes.title} activeOptions={{ exact: true }}>
        {t("settings.title")}
      </Link>
      <SearchField label={t("settings.searchLabel")} value={typed} onChange={setTyped} />
      {groups.length === 0 && <p className={classes.nothing}>{t("settings.nothing")}</p>}
      {groups.map((group) => (
        <section key={group.word} className={classes.group}>
          <h2 className={classes.heading}>{t(group.word)}</h2>
          {group.pages.map((page) => (
            <Link key={page.to} to={page.to} className={classes.entry} activeProps={{ "aria-current": "page" }}>
              <page.icon size={17} stroke={1.7} />
              {t(page.word)}
            </Link>
          ))}
        </section>
      ))}
    </nav>
  );
}
