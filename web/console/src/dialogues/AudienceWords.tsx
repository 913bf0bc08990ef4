import type { Criteria } from "../criteria/draft";
import { tc } from "../criteria/texts";
import { testWords } from "../trace/words";
import classes from "./Dialogues.module.css";

/** An audience's criteria, for those who may only read them. */
export function AudienceWords({ criteria }: { criteria: Criteria }) {
  if ("test" in criteria) return testWords(criteria.test);
  const every = "all" in criteria;
  const parts = every ? criteria.all : criteria.any;
  return (
    <>
      {tc(every ? "every" : "any")}
      <ul className={classes.parts}>
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no names, and are never put in another order
          <li key={at}>
            <AudienceWords criteria={part} />
          </li>
        ))}
      </ul>
    </>
  );
}
