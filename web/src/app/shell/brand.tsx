import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../../api/queries.ts";
import { Logo } from "../../ui/logo.tsx";
import classes from "./brand.module.css";

/** The product's mark with the organization's name under it; leads home. */
export function Brand({ folded }: { readonly folded: boolean }): ReactNode {
  const { data: organization } = useQuery({ ...queries.bootstrap(), select: (world) => world.organization.name });
  return (
    <Link to="/" className={classes.brand} aria-label={folded ? "Guichet" : undefined}>
      <Logo size={28} />
      {!folded && (
        <span className={classes.words}>
          <span className={classes.product}>Guichet</span>
          {organization && <span className={classes.organization}>{organization}</span>}
        </span>
      )}
    </Link>
  );
}
