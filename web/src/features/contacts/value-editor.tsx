import type { ContactAttribute } from "@guichet/contract";
import { checkAttributeValue, type ValueProblem } from "@guichet/contract/attribute-values";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./contact-tab.module.css";

type Props = {
  readonly attribute: ContactAttribute;
  readonly name: string;
  /** Null: no value any more. Undefined: left as it was. */
  readonly onDone: (value: string | null | undefined) => void;
};
const TYPES = { text: "text", number: "text", date: "date", email: "email", phone: "tel", url: "url" } as const;

/** A field for one value, of the kind of the attribute: Enter saves, Escape leaves it as it was. */
export function ValueEditor({ attribute, name, onDone }: Props): ReactNode {
  const { t } = useWords();
  const id = useId();
  const [typed, setTyped] = useState(attribute.value ?? "");
  const [problem, setProblem] = useState<ValueProblem>();
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const closed = useRef(false);
  useEffect(() => field.current?.focus(), []);
  const close = (value: string | null | undefined): void => {
    closed.current = true;
    onDone(value);
  };
  const save = (text: string): void => {
    if (closed.current) return;
    if (text.trim() === "") {
      close(null);
      return;
    }
    const checked = checkAttributeValue(attribute.kind, attribute.options, text);
    if (checked.ok) close(checked.value);
    else setProblem(checked.problem);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== "Escape" && event.key !== "Enter") return;
    // Else the same press would open the field again, by the button that has the focus next.
    event.preventDefault();
    if (event.key === "Escape") close(undefined);
    else save(typed);
  };
  const common = {
    ref: field,
    className: classes.field,
    "aria-label": name,
    "aria-invalid": problem !== undefined,
    "aria-describedby": id,
    value: typed,
    onKeyDown,
  };
  return (
    <span className={classes.editor}>
      {attribute.kind === "choice" || attribute.kind === "yes_no" ? (
        <select {...common} onChange={(event) => save(event.currentTarget.value)} onBlur={() => close(undefined)}>
          <option value="">{t("contacts.noChoice")}</option>
          {optionsOf(attribute, t("contacts.yes"), t("contacts.no")).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type={TYPES[attribute.kind]}
          inputMode={attribute.kind === "number" ? "decimal" : undefined}
          autoComplete="off"
          maxLength={attribute.kind === "text" || attribute.kind === "url" ? 1000 : 254}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setProblem(undefined);
          }}
          onBlur={() => save(typed)}
        />
      )}
      <span id={id} className={problem === undefined ? classes.hint : classes.problem} role="status">
        {t(problem === undefined ? "contacts.saveHint" : `contacts.problem_${problem}`)}
      </span>
    </span>
  );
}

/** A value that is no option any more can be kept. */
function optionsOf({ kind, options, value }: ContactAttribute, yes: string, no: string): [string, string][] {
  if (kind === "yes_no")
    return [
      ["yes", yes],
      ["no", no],
    ];
  const all = value === null || options.includes(value) ? options : [...options, value];
  return all.map((option) => [option, option]);
}
