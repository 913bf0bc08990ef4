import classes from "./Dialog.module.css";
import { Icon } from "./Icon";

interface FaultProps {
  text: string | null;
  /** What somebody else's program says of it, in its own words. */
  quoted?: string | null;
}

/** Why something did not come about. The region stays mounted: only then its changes are announced. */
export function Fault({ text, quoted = null }: FaultProps) {
  return (
    <div role="alert" className={classes.alert}>
      {text === null ? null : (
        <p className={classes.fault}>
          <Icon name="alert" />
          <span>
            {text}
            {quoted === null ? null : (
              <>
                {" "}
                <q lang="en" dir="auto">
                  {quoted}
                </q>
              </>
            )}
          </span>
        </p>
      )}
    </div>
  );
}
