import type { ReactNode } from "react";
import { type Group, ProblemGroup } from "./problem-group.tsx";
import classes from "./problems.module.css";

/** Every kind and reason of problem there is; a single one is shown open. */
export function ProblemGroups({ groups }: { readonly groups: readonly Group[] }): ReactNode {
  return (
    <div className={classes.groups}>
      {groups.map((group) => (
        <ProblemGroup key={`${group.kind} ${group.reason}`} group={group} opened={groups.length === 1} />
      ))}
    </div>
  );
}
