import type { Decision, DecisionTold } from "./queries";
import classes from "./Trace.module.css";
import { tt } from "./texts";
import { lineWords, nameOf } from "./words";

interface DecisionViewProps {
  told: DecisionTold;
  /** What became of the offer; null where nothing did yet. */
  answer: Exclude<Decision["answer"], undefined>;
  /** What there is where nobody is offered the chat; the fallback where it is not said. */
  without?: Decision["without"];
  /** Whether its steps are in sight from the start. */
  open: boolean;
}

/** Whom the chat was offered to; null where to nobody. */
function asked({ agent, everyone }: DecisionTold): string | null {
  if (everyone != null) return tt("offeredToAll", { count: everyone });
  return agent == null ? null : tt("offered", { agent: nameOf(agent) });
}

/** One decision: who, and below it why, step by step. */
export function DecisionView({ told, answer, without, open }: DecisionViewProps) {
  const { why, lines } = told;
  const instead = without === "waits" || without === "stays" ? without : "fellBack";
  return (
    <details className={classes.decision} open={open}>
      <summary>
        <strong>{asked(told) ?? tt(instead)}</strong>
        {answer === null ? null : <span>{tt(`answer.${answer}`)}</span>}
      </summary>
      {why == null ? null : <p className={classes.dim}>{tt(`why.${why}`)}</p>}
      <ol className={classes.lines} aria-label={tt("lines")}>
        {lines.map((step, at) => {
          const { text, tone, tests } = lineWords(step);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a trace never changes
            <li key={at} data-tone={tone}>
              <bdi>{text}</bdi>
              {tests.length === 0 ? null : (
                <ul>
                  {tests.map((test) => (
                    <li key={test}>{test}</li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
