import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./back-link.module.css";

/** The way back to the list a page belongs to. */
export function BackLink({ to, children }: { readonly to: string; readonly children: ReactNode }): ReactNode {
  return (
    <Link to={to} className={classes.link}>
      <IconArrowLeft size={15} stroke={1.8} />
      {children}
    </Link>
  );
}
