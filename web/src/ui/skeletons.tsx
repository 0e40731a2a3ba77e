import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./skeletons.module.css";

/** Grey lines where rows with an avatar will stand. */
export function RowSkeletons({
  rows = 6,
  avatar = true,
}: {
  readonly rows?: number;
  readonly avatar?: boolean;
}): ReactNode {
  return (
    <Waiting>
      {places(rows).map((place) => (
        <div key={place} className={classes.row}>
          {avatar && <Skeleton height={34} width={34} circle />}
          <div className={classes.lines}>
            <Skeleton height={10} width={`${55 - (place % 3) * 9}%`} />
            <Skeleton height={8} width={`${80 - (place % 4) * 11}%`} />
          </div>
        </div>
      ))}
    </Waiting>
  );
}

/** Grey fields where a form will stand. */
export function FormSkeleton({ fields = 4 }: { readonly fields?: number }): ReactNode {
  return (
    <Waiting>
      {places(fields).map((place) => (
        <div key={place} className={classes.field}>
          <Skeleton height={9} width={110} />
          <Skeleton height={34} />
        </div>
      ))}
    </Waiting>
  );
}

function Waiting({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.waiting} role="status" aria-label={t("ui.loading")}>
      {children}
    </div>
  );
}

function places(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place);
}
