import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { PLACES, queueOf, searchOf, standsIn } from "./queue-place.ts";
import classes from "./queue-places.module.css";

/** Mine, Unassigned, Mentions, Drafts, Boomerang; the one that one stands in leads out again. The tabs above count what is there. */
export function QueuePlaces({ filter }: { readonly filter: QueueFilter }): ReactNode {
  const { t } = useWords();
  return (
    <nav className={classes.places} aria-label={t("views.places")}>
      {PLACES.map((place) => {
        const here = standsIn(place, filter);
        return (
          <Link
            key={place}
            to="/inbox/$queue"
            params={{ queue: here ? filter.status : queueOf(place, filter.status) }}
            search={here ? { view: "all" } : searchOf(place)}
            className={classes.place}
            aria-current={here ? "true" : undefined}
            preload={false}
          >
            {t(`views.place_${place}`)}
          </Link>
        );
      })}
    </nav>
  );
}
