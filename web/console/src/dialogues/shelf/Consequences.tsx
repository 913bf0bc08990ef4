import classes from "../Dialogues.module.css";
import type { DialogueUses } from "./queries";
import { counted, ts } from "./texts";

interface ConsequencesProps {
  name: string;
  uses: DialogueUses;
}

/** What is lost and what stays when a dialogue is deleted. */
export function Consequences({ name, uses: { shown, conversations, live } }: ConsequencesProps) {
  return (
    <dl className={classes.consequences}>
      <div>
        <dt>{ts("lost")}</dt>
        <dd>{ts("lostCards")}</dd>
        <dd>{shown === 0 ? ts("shownNone") : counted("shown", shown)}</dd>
      </div>
      <div>
        <dt>{ts("kept")}</dt>
        {conversations === 0 ? (
          <dd>{ts("conversationsNone")}</dd>
        ) : (
          <>
            <dd>{counted("conversations", conversations)}</dd>
            <dd>{ts("renamed", { name })}</dd>
          </>
        )}
        {live === 0 ? null : <dd>{counted("live", live)}</dd>}
      </div>
    </dl>
  );
}
