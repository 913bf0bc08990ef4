import { useEffect, useRef } from "react";
import { DecisionView } from "../../../trace/DecisionView";
import { nameOf } from "../../../trace/words";
import { Part } from "../../../ui/Page";
import classes from "../Routing.module.css";
import type { Told } from "./queries";
import { tw } from "./texts";
import own from "./WhatIf.module.css";

/** What would be decided, step by step, and who would be next. */
export function AnswerPart({ told }: { told: Told }) {
  const part = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is brought into sight
  useEffect(() => {
    part.current?.scrollIntoView({ block: "nearest" });
  }, [told]);
  const { decisions, next, assumed_free } = told;
  const offered = decisions[0]?.told.agent != null;
  return (
    <Part title={tw("answer")}>
      <div ref={part} className={classes.field} role="status">
        {assumed_free ? <p className={classes.dim}>{tw("assumed")}</p> : null}
        <ol className={own.decisions} aria-label={tw("steps")}>
          {decisions.map(({ told, without }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
            <li key={at}>
              {at === 0 ? null : <p className={classes.dim}>{tw("refused")}</p>}
              <DecisionView told={told} answer={null} without={without} open={at === 0} />
            </li>
          ))}
        </ol>
        {offered ? (
          <p className={classes.dim}>
            <bdi>{next == null ? tw("nextNobody") : tw("next", { agent: nameOf(next) })}</bdi>
          </p>
        ) : null}
      </div>
    </Part>
  );
}
