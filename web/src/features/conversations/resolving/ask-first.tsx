import type { BoomerangWish, ConversationRow } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useState } from "react";
import { queries } from "../../../api/queries.ts";
import { useLoaded } from "../../../ui/use-loaded.ts";
import { type AskedFull, FullDialog } from "../room/full-dialog.tsx";
import { type Ask, asksFor, type Given, type GivenToResolve, NOTHING_GIVEN, toGiven } from "./asks.ts";

/** What was asked and what is done with the answer. */
export type AskedResolve = {
  readonly row: ConversationRow;
  /** Settles with the server's answer. */
  readonly go: (given: GivenToResolve) => Promise<void>;
  /** Told when it was refused and is asked again. */
  readonly onAgain?: () => void;
  /** Told of a refusal where nothing was asked. */
  readonly onRefused: (refusal: unknown) => void;
};
export type AskedBoomerang = {
  readonly row: ConversationRow;
  /** What the conversation is until then; can be changed in the dialog, except where it is Resolved already. */
  readonly then: "pending" | "resolved";
  readonly go: (then: "pending" | "resolved", wish: BoomerangWish, given: GivenToResolve) => void;
};
type AskFirst = {
  /** Asks at once for all that a channel wants to know before Resolved; goes on at once when nothing is missing. */
  readonly resolve: (asked: AskedResolve) => void;
  readonly boomerang: (asked: AskedBoomerang) => void;
  /** Before somebody gets more than they may. */
  readonly full: (asked: AskedFull) => void;
};
type Question = {
  readonly asked: AskedResolve;
  readonly asks: readonly Ask[];
  readonly given: Given;
  /** Why it was asked again. */
  readonly refusal?: unknown;
};

const AskFirstContext = createContext<AskFirst | undefined>(undefined);
const loadResolve = async () => (await import("./resolve-dialog.tsx")).ResolveDialog;
const BoomerangDialog = lazy(() =>
  import("../time/boomerang-dialog.tsx").then((file) => ({ default: file.BoomerangDialog })),
);

/** Holds the dialogs that come first: what Resolve asks for (W66, W67), when to come back (W62), giving too much (R67). */
export function AskFirstProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const cache = useQueryClient();
  const [resolving, setResolving] = useState<Question>();
  const [returning, setReturning] = useState<AskedBoomerang>();
  const [filling, setFilling] = useState<AskedFull>();
  const ask = useMemo(
    (): AskFirst => ({
      resolve: (asked) => {
        const asks = asksFor(asked.row, cache.getQueryData(queries.bootstrap().queryKey));
        if (asks.length === 0) asked.go({ topicIds: [] }).catch(asked.onRefused);
        else setResolving({ asked, asks, given: NOTHING_GIVEN });
      },
      boomerang: setReturning,
      full: setFilling,
    }),
    [cache],
  );
  const ResolveDialog = useLoaded(loadResolve, resolving !== undefined);
  const go = (question: Question, given: Given): void => {
    setResolving(undefined);
    // Refused: it is asked again, with what was chosen and the reason why.
    question.asked.go(toGiven(given, question.asks)).catch((refusal: unknown) => {
      question.asked.onAgain?.();
      setResolving({ ...question, given, refusal });
    });
  };
  return (
    <AskFirstContext value={ask}>
      {children}
      {resolving && ResolveDialog && (
        <ResolveDialog
          row={resolving.asked.row}
          asks={resolving.asks}
          given={resolving.given}
          refusal={resolving.refusal}
          onClose={() => setResolving(undefined)}
          onResolve={(given) => go(resolving, given)}
        />
      )}
      {filling && <FullDialog asked={filling} onClose={() => setFilling(undefined)} />}
      <Suspense>{returning && <BoomerangDialog asked={returning} onClose={() => setReturning(undefined)} />}</Suspense>
    </AskFirstContext>
  );
}

export function useAskFirst(): AskFirst {
  const ask = use(AskFirstContext);
  if (!ask) throw new Error("This needs an AskFirstProvider above it.");
  return ask;
}
