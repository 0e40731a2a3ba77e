import type { HeldCondition, RoutingDecision, RoutingFacts } from "@guichet/contract";
import { type ReactNode, useId } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./why.module.css";
import { heldInWords, listInWords, visibilityInWords } from "./why-words.ts";

/** Folded: what was known of the conversation when it was decided, and the conditions that made each skill set true. */
export function WhyReasons({ decision }: { readonly decision: RoutingDecision }): ReactNode {
  const { t } = useWords();
  const { facts, skillSets } = decision;
  if (facts === undefined) return null;
  return (
    <details className={classes.reasons}>
      <summary>{t("routing.reasons")}</summary>
      <Known facts={facts} />
      {skillSets.map(({ id, name, held }) => held && <Held key={id} name={name} groups={held} />)}
    </details>
  );
}

function Known({ facts }: { readonly facts: RoutingFacts }): ReactNode {
  const words = useWords();
  const lines = [
    ["channel", facts.channel],
    ["visibility", visibilityInWords(facts.visibility, words)],
    ["topics", listInWords(facts.topics, words)],
    ["groups", listInWords(facts.groups, words)],
  ] as const;
  return (
    <dl className={classes.known}>
      {lines.map(([fact, value]) => [
        <dt key={`${fact} name`}>{words.t(`routing.known_${fact}`)}</dt>,
        <dd key={fact}>
          <bdi>{value}</bdi>
        </dd>,
      ])}
    </dl>
  );
}

type HeldProps = { readonly name: string; readonly groups: readonly (readonly HeldCondition[])[] };

/** Filter groups of one skill set: any of them would have been enough. */
function Held({ name, groups }: HeldProps): ReactNode {
  const words = useWords();
  const title = useId();
  return (
    <section className={classes.held} aria-labelledby={title}>
      <h3 className={classes.title} id={title}>
        <bdi>{words.t("routing.heldBy", { name })}</bdi>
      </h3>
      {groups.map((conditions, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was decided never changes
        <div key={at}>
          {groups.length + conditions.length > 2 && <p>{words.t(at === 0 ? "routing.heldAnd" : "routing.heldOr")}</p>}
          <ul className={classes.items}>
            {conditions.map((condition) => (
              <li key={JSON.stringify(condition)}>
                <bdi>{heldInWords(condition, words)}</bdi>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
