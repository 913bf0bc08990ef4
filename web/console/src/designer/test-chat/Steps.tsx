import { attributeName } from "../../desk/attributeName";
import { neutralise } from "../../text/neutralise";
import { titleIn } from "../cardTitle";
import { useEditing, useStream } from "../EditorContext";
import type { Step } from "./queries";
import classes from "./TestChat.module.css";
import { tt } from "./texts";

/** What the cards did that visitors don't see. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  const stream = useStream();
  const { show } = useEditing();
  if (steps.length === 0) return null;
  return (
    <div className={classes.steps}>
      <h3>{tt("unseen")}</h3>
      <ol>
        {steps.map(({ card, what }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
          <li key={at}>
            <button type="button" onClick={() => show(card)}>
              {titleIn(stream, card)}
            </button>
            <span>{words(what)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function words(what: Step["what"]): string {
  switch (what.kind) {
    case "goal":
      return neutralise(tt("goal", { name: what.name }));
    case "set":
      return neutralise(tt("set", { attribute: attributeName(what.attribute), value: what.value }));
    case "branch":
      return neutralise(what.label == null ? tt("otherwise") : tt("branch", { label: what.label }));
    case "skipped":
      return tt("skipped");
    case "requested":
      return tt("requested");
  }
}
