import type { BoomerangWish } from "@guichet/contract";
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { queries } from "../../../api/queries.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import type { AskedBoomerang } from "../resolving/ask-first.tsx";
import { asksFor, missingIn, NOTHING_GIVEN, toGiven } from "../resolving/asks.ts";
import { ResolveFields } from "../resolving/resolve-fields.tsx";
import classes from "./boomerang.module.css";
import { WhenFields } from "./when-fields.tsx";

type Props = { readonly asked: AskedBoomerang; readonly onClose: () => void };

/** When the conversation comes back to New by itself, and what for (W62). A preset acts at once. */
export function BoomerangDialog({ asked, onClose }: Props): ReactNode {
  useFocusBack();
  const { t } = useWords();
  const { row } = asked;
  const [now] = useState(() => Date.now());
  const world = useQuery(queries.bootstrap()).data;
  const [then, setThen] = useState(asked.then);
  const [note, setNote] = useState(row.boomerang?.note ?? "");
  const [given, setGiven] = useState(NOTHING_GIVEN);
  const asks = then === "resolved" ? asksFor(row, world) : [];
  const complete = missingIn(given, asks, world).length === 0;
  const pendingHours =
    then === "pending" ? world?.channels.find((one) => one.id === row.channelId)?.pendingHours : undefined;
  const go = (wish: BoomerangWish): void => {
    onClose();
    asked.go(then, wish, toGiven(given, asks));
  };
  return (
    <Dialog opened onClose={onClose} title={t(`time.backFrom_${then}`)} size={440}>
      <div className={classes.form}>
        {row.status !== "resolved" && <Until then={then} onThen={setThen} />}
        <ResolveFields asks={asks} given={given} onGiven={setGiven} />
        <WhenFields
          note={note}
          onNote={setNote}
          now={now}
          disabled={!complete}
          pendingHours={pendingHours}
          resolvedFirst={(time) => t("time.resolvedFirst", { time })}
          onChoose={go}
        />
      </div>
    </Dialog>
  );
}

type UntilProps = { readonly then: "pending" | "resolved"; readonly onThen: (then: "pending" | "resolved") => void };

function Until({ then, onThen }: UntilProps): ReactNode {
  const { t } = useWords();
  const id = useId();
  return (
    <div className={classes.until}>
      <span className={classes.label} id={id}>
        {t("time.until")}
      </span>
      <SegmentedControl
        aria-labelledby={id}
        value={then}
        onChange={(value) => onThen(value === "resolved" ? "resolved" : "pending")}
        data={[
          { value: "pending", label: t("conversations.status_pending") },
          { value: "resolved", label: t("conversations.status_resolved") },
        ]}
      />
    </div>
  );
}
