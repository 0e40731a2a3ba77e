/** What was typed for a palette that was still being fetched. */
export type TypedAhead = {
  readonly text: string;
  /** How far down the arrows went. */
  readonly place: number;
  readonly ended: "no" | "run" | "close";
};
export const NOTHING_AHEAD: TypedAhead = { text: "", place: 0, ended: "no" };

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey"> & { readonly altGraph: boolean };

/** One key more. After Enter or Escape nothing is added: it was typed for what comes then. */
export function typeAhead(before: TypedAhead, press: Press): TypedAhead {
  const { text, place, ended } = before;
  if (ended !== "no") return before;
  const { key } = press;
  const combined = (press.ctrlKey || press.metaKey || press.altKey) && !press.altGraph;
  if (combined) return before;
  if (key === "Enter") return { text, place, ended: "run" };
  if (key === "Escape") return { text, place, ended: "close" };
  if (key === "ArrowDown") return { text, place: place + 1, ended };
  if (key === "ArrowUp") return { text, place: Math.max(0, place - 1), ended };
  if (key === "Backspace") return { text: [...text].slice(0, -1).join(""), place: 0, ended };
  return [...key].length === 1 ? { text: text + key, place: 0, ended } : before;
}
