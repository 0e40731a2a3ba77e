import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./link-tabs.module.css";

type Props = { readonly label: string; readonly tabs: readonly { readonly to: string; readonly label: string }[] };

/** Tabs that are places of their own: each has an address. */
export function LinkTabs({ label, tabs }: Props): ReactNode {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          className={classes.tab}
          activeOptions={{ exact: true }}
          activeProps={{ "aria-current": "page" }}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
