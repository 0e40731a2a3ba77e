import type { ErrorCode, TryOutProgress } from "@guichet/contract";
import { useCallback, useEffect, useRef, useState } from "react";
import { callLines } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import type { Route } from "../../api/route.ts";

type Line<Result> =
  | TryOutProgress
  | { readonly type: "failed"; readonly code: ErrorCode; readonly reference?: string | undefined }
  | { readonly type: "done"; readonly result: Result };
type State<Result> = {
  /** Null: it has not told anything yet. */
  readonly progress: TryOutProgress | null;
  readonly busy: boolean;
  readonly error: unknown;
  /** With what was tried: what is on the screen may be another draft by now. */
  readonly told: { readonly result: Result; readonly of: string } | null;
};

/** A try-out: begun, followed and stopped. Leaving the page stops it. */
export function useTryOut<Body, Result>(route: Route<Body, Line<Result>>) {
  const [state, setState] = useState<State<Result>>({ progress: null, busy: false, error: undefined, told: null });
  const running = useRef<AbortController | undefined>(undefined);
  const stop = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setState((before) => ({ ...before, busy: false }));
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (body: Body): Promise<void> => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const say = (change: Partial<State<Result>>): void => {
      if (running.current === own) setState((before) => ({ ...before, ...change }));
    };
    say({ progress: null, busy: true, error: undefined });
    try {
      const result = await follow(callLines(route, body, own.signal), (progress) => say({ progress }));
      say({ busy: false, told: { result, of: JSON.stringify(body) } });
    } catch (error) {
      say({ busy: false, error });
    }
  };
  return { ...state, start, stop };
}

async function follow<Result>(
  lines: AsyncGenerator<Line<Result>>,
  onProgress: (progress: TryOutProgress) => void,
): Promise<Result> {
  for await (const line of lines) {
    if (line.type === "done") return line.result;
    if (line.type === "progress") onProgress(line);
    else throw new Refusal(line.code, 0, line.reference === undefined ? {} : { reference: line.reference });
  }
  // The server ended in the middle of it.
  throw new Refusal("unavailable", 0);
}
