import classes from "./Dialog.module.css";
import { Icon } from "./Icon";

/** Why something did not come about. The region stays mounted: only then its changes are announced. */
export function Fault({ text }: { text: string | null }) {
  return (
    <div role="alert" className={classes.alert}>
      {text === null ? null : (
        <p className={classes.fault}>
          <Icon name="alert" />
          {text}
        </p>
      )}
    </div>
  );
}
