import type { RuleField } from "@guichet/contract";
import type { RuleProblem } from "@guichet/contract/rules";
import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { addNode, MOST_DEEP, newCondition, type RuleGroup, type RulePath, replaceNode } from "./edit-rule.ts";
import classes from "./rule-editor.module.css";
import { RuleLine } from "./rule-line.tsx";

type Props = {
  readonly fields: readonly RuleField[];
  readonly rule: RuleGroup;
  readonly onChange: (rule: RuleGroup) => void;
  /** Place of a condition (`0.2`) → what is wrong with it. */
  readonly problems: ReadonlyMap<string, RuleProblem>;
};

/** A rule as a tree of conditions: every part is reached and changed with the keyboard alone. */
export function RuleEditor(props: Props): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const focusLast = useRef<string>(undefined);
  // What was just added is what one wants to fill in.
  useEffect(() => {
    if (focusLast.current === undefined) return;
    const added = frame.current?.querySelector<HTMLElement>(`[data-place="${focusLast.current}"] input`);
    focusLast.current = undefined;
    added?.focus();
  });
  const onAdded = (path: RulePath): void => {
    focusLast.current = path.join(".");
  };
  return (
    <div ref={frame}>
      <GroupEditor {...props} group={props.rule} path={[]} parent={undefined} onAdded={onAdded} />
    </div>
  );
}

type GroupProps = Props & {
  readonly group: RuleGroup;
  readonly path: RulePath;
  readonly parent: RuleGroup["type"] | undefined;
  readonly onAdded: (path: RulePath) => void;
};

function GroupEditor(props: GroupProps): ReactNode {
  const { group, path, rule, onChange, fields, problems, parent, onAdded } = props;
  const { t } = useWords();
  const intro =
    parent === undefined ? "matchIntro" : parent === "all" ? ("matchInner" as const) : ("matchInnerAny" as const);
  const problem = problems.get(path.join("."));
  const add = (nested: boolean): void => {
    const condition = newCondition(fields);
    const other = group.type === "all" ? ("any" as const) : ("all" as const);
    onChange(addNode(rule, path, nested ? { type: other, nodes: [condition] } : condition));
    onAdded(nested ? [...path, group.nodes.length, 0] : [...path, group.nodes.length]);
  };
  return (
    <fieldset className={classes.group} data-inner={path.length > 0 || undefined}>
      <legend className={classes.legend}>
        {t(`contactSettings.${intro}`)}{" "}
        <select
          className={classes.joiner}
          aria-label={t(`contactSettings.${intro}`)}
          value={group.type}
          onChange={(event) =>
            onChange(replaceNode(rule, path, { ...group, type: event.currentTarget.value === "any" ? "any" : "all" }))
          }
        >
          <option value="all">{t("contactSettings.all")}</option>
          <option value="any">{t("contactSettings.any")}</option>
        </select>{" "}
        {t("contactSettings.holds")}
      </legend>
      {path.length > 0 && (
        <ActionIcon
          size={26}
          {...corner}
          aria-label={t("contactSettings.removeRuleGroup")}
          onClick={() => onChange(replaceNode(rule, path, null))}
        >
          <IconX size={15} />
        </ActionIcon>
      )}
      <ul className={classes.nodes}>
        {group.nodes.map((node, at) => {
          const place = [...path, at];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no names; a place is all they are known by
            <li key={at} data-place={place.join(".")} className={classes.node}>
              {node.type === "condition" ? (
                <RuleLine
                  condition={node}
                  number={place.map((step) => step + 1).join(".")}
                  fields={fields}
                  problem={problems.get(place.join("."))}
                  onChange={(changed) => onChange(replaceNode(rule, place, changed))}
                  onRemove={() => onChange(replaceNode(rule, place, null))}
                />
              ) : (
                <GroupEditor {...props} group={node} path={place} parent={group.type} />
              )}
            </li>
          );
        })}
      </ul>
      {problem !== undefined && <p className={classes.problem}>{t(`contactSettings.problem_${problem}`)}</p>}
      <div className={classes.adds}>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={() => add(false)}>
          {t("contactSettings.addCondition")}
        </Button>
        {path.length + 1 < MOST_DEEP && (
          <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} />} onClick={() => add(true)}>
            {t("contactSettings.addRuleGroup")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

const corner = classes.corner === undefined ? {} : { className: classes.corner };
