import { useCallback, useMemo, useState } from "react";
import { codeOf, fieldProblem } from "../api/refusal.ts";
import { useRefusalWords } from "../locales/refusal-words.ts";
import { useWords } from "../locales/use-words.ts";

export type Form<Values extends object> = {
  readonly values: Values;
  readonly set: <Key extends keyof Values>(key: Key, value: Values[Key]) => void;
  /** For what comes later, e.g. an upload: begins from the value as it is then. */
  readonly change: <Key extends keyof Values>(key: Key, how: (value: Values[Key]) => Values[Key]) => void;
  /** Something differs from what was last given or saved. */
  readonly dirty: boolean;
  /** Begins anew from these values, e.g. what the server has saved. */
  readonly reset: (values: Values) => void;
};

/** The values of a form, and whether anybody changed them. Values must be plain data. */
export function useForm<Values extends object>(initial: Values): Form<Values> {
  const [saved, setSaved] = useState(initial);
  const [values, setValues] = useState(initial);
  const set = useCallback(
    <Key extends keyof Values>(key: Key, value: Values[Key]) => setValues((before) => ({ ...before, [key]: value })),
    [],
  );
  const change = useCallback(
    <Key extends keyof Values>(key: Key, how: (value: Values[Key]) => Values[Key]) =>
      setValues((before) => ({ ...before, [key]: how(before[key]) })),
    [],
  );
  const reset = useCallback((now: Values) => {
    setSaved(now);
    setValues(now);
  }, []);
  const dirty = useMemo(() => JSON.stringify(values) !== JSON.stringify(saved), [values, saved]);
  return { values, set, change, dirty, reset };
}

export type Action<Given extends unknown[], Answer> = {
  readonly run: (...given: Given) => Promise<Answer | undefined>;
  readonly busy: boolean;
  readonly error: unknown;
  readonly forget: () => void;
  /** Words for a field the server refused, by its path. */
  readonly problem: (path: string) => string | undefined;
};

/** Something a button does: busy meanwhile, its failure kept for the screen; then `run` answers undefined. */
export function useAction<Given extends unknown[], Answer>(
  work: (...given: Given) => Promise<Answer>,
): Action<Given, Answer> {
  const { t } = useWords();
  const words = useRefusalWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async (...given: Given): Promise<Answer | undefined> => {
    setBusy(true);
    setError(undefined);
    try {
      return await work(...given);
    } catch (thrown) {
      setError(thrown);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const problem = (path: string): string | undefined => {
    const said = fieldProblem(error, path);
    if (said === undefined) return undefined;
    // Where the refusal is about this very field, its words say more than that something is wrong.
    return said === codeOf(error) ? words(error) : t("ui.checkField");
  };
  return { run, busy, error, forget: () => setError(undefined), problem };
}
