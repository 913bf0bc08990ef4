import { attributeName } from "../desk/attributeName";
import { PlainText } from "../text/PlainText";
import type { KnownValue } from "./queries";
import classes from "./Trace.module.css";
import { tt } from "./texts";

/** What a decision was made from. */
export function KnownPart({ known }: { known: readonly KnownValue[] }) {
  if (known.length === 0) return <p className={classes.dim}>{tt("knownNone")}</p>;
  return (
    <details className={classes.known}>
      <summary>{tt("known")}</summary>
      <dl>
        {known.map(({ attribute, value }) => (
          <div key={attribute}>
            <dt>{attributeName(attribute)}</dt>
            <dd>
              <bdi>
                <PlainText text={value} />
              </bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
