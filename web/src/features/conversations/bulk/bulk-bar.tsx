import { type BulkAssignee, type BulkWish, hasRoom } from "@guichet/contract";
import { IconArrowBackUp, IconCheck, IconClockPause, IconRotateClockwise2, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useTitle } from "../../../ui/keys-of.tsx";
import { keys } from "../keys.ts";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { viewOf } from "../queue/fetch-queue.ts";
import { useAskFirst } from "../resolving/ask-first.tsx";
import { AssignPicker } from "./assign-picker.tsx";
import { BoomerangManyDialog, canCancel } from "./boomerang-many-dialog.tsx";
import classes from "./bulk.module.css";
import { TagPicker, TopicPicker } from "./label-pickers.tsx";
import { ResolveManyDialog } from "./resolve-many-dialog.tsx";
import { TeamPicker } from "./team-picker.tsx";
import type { BulkActions } from "./use-bulk-actions.ts";
import { focusList, useBulkCommands } from "./use-bulk-commands.ts";
import type { Selection } from "./use-selection.ts";
import { whatToAsk } from "./what-to-ask.ts";

type Props = {
  readonly filter: QueueFilter;
  readonly hasMore: boolean;
  readonly selection: Selection;
  readonly begin: BulkActions["begin"];
};

/** Rises when something is selected: how many, all in this view, and what to do with them (W49). */
export function BulkBar({ filter, hasMore, selection, begin }: Props): ReactNode {
  const { t } = useWords();
  const title = useTitle();
  const { rows, whole, clear } = selection;
  const world = useQuery(queries.bootstrap()).data;
  const { full: askFull } = useAskFirst();
  const [asking, setAsking] = useState<"resolve" | "boomerang">();
  const beginning = useRef(false);
  const size = useSizeOfView(filter, hasMore);
  const chosen = whole ? { view: viewOf(filter) } : { ids: rows.map((row) => row.id) };
  const go = (wish: BulkWish): void => {
    if (beginning.current) return;
    beginning.current = true;
    void begin(wish, chosen).then((begun) => {
      beginning.current = false;
      // Refused: what was chosen stays, to be tried again.
      if (!begun) return;
      setAsking(undefined);
      clear();
      focusList();
    });
  };
  const asked = whatToAsk(world, selection);
  const resolve = (): void => {
    if (asked.reason || asked.topic !== "no") setAsking("resolve");
    else go({ type: "resolve", topicId: null });
  };
  const open = filter.status !== "resolved";
  useBulkCommands(selection, {
    ...(open ? { resolve } : {}),
    ...(!whole && hasMore && size ? { selectWhole: selection.selectWhole } : {}),
    ...(canCancel(selection) ? { cancelBoomerang: () => go({ type: "cancelBoomerang" }) } : {}),
    ...{ go, status: filter.status, boomerang: () => setAsking("boomerang") },
  });
  const count = whole ? (size?.count ?? rows.length) : rows.length;
  const assign = (person: BulkAssignee | null): void => {
    const give = (beyondMost: boolean): void => go({ type: "assign", userId: person?.id ?? null, beyondMost });
    if (person?.room && !hasRoom(person.room, count))
      askFull({ person, room: person.room, count, go: () => give(true) });
    else give(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    clear();
    focusList();
  };
  return (
    <section className={classes.bar} aria-label={t("bulk.selected")} onKeyDown={onKeyDown}>
      <div className={classes.line}>
        <strong className={classes.count} aria-live="polite">
          {t(whole ? "bulk.wholeSelected" : "bulk.countSelected", { count })}
        </strong>
        <button
          type="button"
          className={classes.close}
          aria-label={t("bulk.clear")}
          title={title(t("bulk.clear"), "bulk.clear")}
          onClick={() => {
            clear();
            focusList();
          }}
        >
          <IconX size={16} aria-hidden />
        </button>
      </div>
      {!whole && hasMore && size && (
        <p className={classes.note}>
          <button type="button" className={classes.link} onClick={selection.selectWhole}>
            {t(size.more ? "bulk.selectFirst" : "bulk.selectWhole", { count: size.count })}
          </button>
        </p>
      )}
      {whole && size?.more && <p className={classes.note}>{t("bulk.cutAhead", { count: size.count })}</p>}
      <div className={classes.deeds}>
        {open && (
          <button
            type="button"
            className={classes.deed}
            data-first
            title={title(t("conversations.resolve"), "bulk.resolve")}
            onClick={resolve}
          >
            <IconCheck size={16} stroke={2} aria-hidden />
            {t("conversations.resolve")}
          </button>
        )}
        {open && <AssignPicker selection={chosen} onPick={assign} />}
        {open && <TeamPicker selection={chosen} onPick={(teamId) => go({ type: "team", teamId })} />}
        <TopicPicker selection={selection} onPick={(change) => go({ type: "topics", ...change })} />
        <TagPicker selection={selection} onPick={(change) => go({ type: "tags", ...change })} />
        <IconDeed
          label={t("time.boomerang")}
          command="bulk.boomerang"
          icon={IconRotateClockwise2}
          onClick={() => setAsking("boomerang")}
        />
        {filter.status === "new" ? (
          <IconDeed
            label={t("conversations.setPending")}
            command="bulk.pending"
            icon={IconClockPause}
            onClick={() => go({ type: "pending" })}
          />
        ) : (
          <IconDeed
            label={t("conversations.backToNew")}
            command="bulk.new"
            icon={IconArrowBackUp}
            onClick={() => go({ type: "new" })}
          />
        )}
      </div>
      {asking === "resolve" && (
        <ResolveManyDialog asked={asked} count={count} onClose={() => setAsking(undefined)} onResolve={go} />
      )}
      {asking === "boomerang" && (
        <BoomerangManyDialog selection={selection} count={count} onClose={() => setAsking(undefined)} onWish={go} />
      )}
    </section>
  );
}

type DeedProps = {
  readonly label: string;
  readonly command: string;
  readonly icon: typeof IconX;
  readonly onClick: () => void;
};

function IconDeed({ label, command, icon: Sign, onClick }: DeedProps): ReactNode {
  const title = useTitle();
  return (
    <button type="button" className={classes.deed} title={title(label, command)} aria-label={label} onClick={onClick}>
      <Sign size={16} stroke={1.8} aria-hidden />
    </button>
  );
}

/** How much "all in this view" is; asked only where not all of it is loaded here. */
function useSizeOfView(filter: QueueFilter, hasMore: boolean) {
  return useQuery({
    queryKey: keys.viewSize(filter),
    queryFn: ({ signal }) => call(routes.getBulkSelection, { query: viewOf(filter), signal }),
    enabled: hasMore,
    staleTime: 5000,
  }).data;
}
