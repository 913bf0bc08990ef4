import { t } from "../messages/t";
import { Icon } from "./Icon";
import classes from "./Toasts.module.css";
import { dismiss, useToasts } from "./toasts";

/** The notices at the foot of the page. The region stays mounted: only then its changes are announced. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div role="status" className={classes.toasts}>
      {toasts.map(({ id, text }) => (
        <div key={id} className={classes.toast}>
          <span>{text}</span>
          <button type="button" aria-label={t("app.dismiss")} onClick={() => dismiss(id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
