import type { BoomerangWish, ConversationRow } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useState } from "react";
import { queries } from "../../../api/queries.ts";
import { asksFor, type Given } from "./asks.ts";

/** What was asked and what is done with the answer. */
export type AskedResolve = { readonly row: ConversationRow; readonly go: (given: Given | undefined) => void };
export type AskedBoomerang = {
  readonly row: ConversationRow;
  /** What the conversation is until then; can be changed in the dialog, except where it is Resolved already. */
  readonly then: "pending" | "resolved";
  readonly go: (then: "pending" | "resolved", wish: BoomerangWish, given: Given | undefined) => void;
};
type AskFirst = {
  /** Goes on at once when nothing is asked for. */
  readonly resolve: (asked: AskedResolve) => void;
  readonly boomerang: (asked: AskedBoomerang) => void;
};

const AskFirstContext = createContext<AskFirst | undefined>(undefined);
const ResolveDialog = lazy(() => import("./resolve-dialog.tsx").then((file) => ({ default: file.ResolveDialog })));
const BoomerangDialog = lazy(() =>
  import("../time/boomerang-dialog.tsx").then((file) => ({ default: file.BoomerangDialog })),
);

/** Holds the dialogs that come before a change of status: what Resolve asks for, when to come back. */
export function AskFirstProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const cache = useQueryClient();
  const [resolving, setResolving] = useState<AskedResolve>();
  const [returning, setReturning] = useState<AskedBoomerang>();
  const ask = useMemo(
    (): AskFirst => ({
      resolve: (asked) => {
        const world = cache.getQueryData(queries.bootstrap().queryKey);
        if (asksFor(asked.row, world).length === 0) asked.go(undefined);
        else setResolving(asked);
      },
      boomerang: setReturning,
    }),
    [cache],
  );
  return (
    <AskFirstContext value={ask}>
      {children}
      <Suspense>
        {resolving && <ResolveDialog asked={resolving} onClose={() => setResolving(undefined)} />}
        {returning && <BoomerangDialog asked={returning} onClose={() => setReturning(undefined)} />}
      </Suspense>
    </AskFirstContext>
  );
}

export function useAskFirst(): AskFirst {
  const ask = use(AskFirstContext);
  if (!ask) throw new Error("This needs an AskFirstProvider above it.");
  return ask;
}
