import type { RuleProblem } from "@guichet/contract/rules";
import type { SkillGroup } from "@guichet/contract/skill-rules";
import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../../locales/use-words.ts";
import { changeGroup, changeRule, NEW_RULE, newGroup, placesOf } from "./edit-groups.ts";
import classes from "./routing.module.css";
import { RuleLine } from "./rule-line.tsx";
import type { RuleChoices } from "./rule-names.ts";

type Props = {
  readonly groups: readonly SkillGroup[];
  readonly choices: RuleChoices;
  /** `2.1` → what is wrong with that rule, `2` with that group. */
  readonly problems: ReadonlyMap<string, RuleProblem>;
  readonly onChange: (groups: SkillGroup[]) => void;
};

/** The filter groups of a skill set with what joins them; every part is reached with the keyboard alone (R46, R47). */
export function GroupsEditor(props: Props): ReactNode {
  const { groups, onChange } = props;
  const { t } = useWords();
  const { frame, focusOn } = useFocusOn();
  const places = placesOf(groups);
  const terms = Map.groupBy([...groups.keys()], (at) => places[at]?.term ?? 0);
  const addGroup = (): void => {
    onChange([...groups, newGroup("or")]);
    focusOn(`[data-place="${groups.length}.0"] input`);
  };
  return (
    <div ref={frame}>
      <div className={classes.groups}>
        {[...terms].map(([term, ats]) => (
          <div key={term} className={classes.groups}>
            {term > 0 && <Join {...props} at={ats[0] ?? 0} />}
            <div className={classes.term} data-bracket={(ats.length > 1 && terms.size > 1) || undefined}>
              {ats.map((at, n) => (
                <div key={at} className={classes.groups}>
                  {n > 0 && <Join {...props} at={at} />}
                  <Group {...props} at={at} focusOn={focusOn} />
                </div>
              ))}
            </div>
          </div>
        ))}
      </div>
      <div className={classes.adds}>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={addGroup} data-add-group>
          {t("skillSets.addGroup")}
        </Button>
      </div>
    </div>
  );
}

/** What was just added is what one wants to fill in; after a removal one goes on beside it. */
function useFocusOn() {
  const frame = useRef<HTMLDivElement>(null);
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    frame.current?.querySelector<HTMLElement>(wanted.current)?.focus();
    wanted.current = undefined;
  });
  return {
    frame,
    focusOn: (selector: string): void => {
      wanted.current = selector;
    },
  };
}

type At = { readonly at: number };

function Join({ groups, onChange, at }: Props & At): ReactNode {
  const { t } = useWords();
  return (
    <select
      className={classes.join}
      aria-label={t("skillSets.joinLabel", { number: at + 1 })}
      value={groups[at]?.join ?? "or"}
      onChange={(event) =>
        onChange(changeGroup(groups, at, { join: event.currentTarget.value === "and" ? "and" : "or" }))
      }
    >
      <option value="and">{t("skillSets.and")}</option>
      <option value="or">{t("skillSets.or")}</option>
    </select>
  );
}

function Group(props: Props & At & { readonly focusOn: (selector: string) => void }): ReactNode {
  const { groups, choices, problems, onChange, at, focusOn } = props;
  const { t } = useWords();
  const rules = groups[at]?.rules ?? [];
  const number = at + 1;
  const addRule = (): void => {
    onChange(changeGroup(groups, at, { rules: [...rules, NEW_RULE] }));
    focusOn(`[data-place="${at}.${rules.length}"] input`);
  };
  const removeGroup = (): void => {
    onChange(groups.filter((_, place) => place !== at));
    focusOn("[data-add-group]");
  };
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{t("skillSets.group", { number })}</legend>
      {groups.length > 1 && (
        <ActionIcon size={26} {...corner} aria-label={t("skillSets.removeGroup", { number })} onClick={removeGroup}>
          <IconX size={15} />
        </ActionIcon>
      )}
      <ul className={classes.rules}>
        {rules.map((rule, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no names; a place is all they are known by
          <li key={place} data-place={`${at}.${place}`}>
            {place > 0 && <p className={classes.between}>{t("skillSets.and")}</p>}
            <RuleLine
              rule={rule}
              number={`${number}.${place + 1}`}
              choices={choices}
              problem={problems.get(`${at}.${place}`)}
              onChange={(changed) => onChange(changeRule(groups, at, place, changed))}
              onRemove={() => {
                onChange(changeRule(groups, at, place, null));
                focusOn(`[data-add-rule="${at}"]`);
              }}
            />
          </li>
        ))}
      </ul>
      {problems.has(String(at)) && <p className={classes.problem}>{t("skillSets.problem_no_conditions")}</p>}
      <div className={classes.adds}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          aria-label={t("skillSets.addRuleTo", { number })}
          onClick={addRule}
          data-add-rule={at}
        >
          {t("skillSets.addRule")}
        </Button>
      </div>
    </fieldset>
  );
}

const corner = classes.corner === undefined ? {} : { className: classes.corner };
