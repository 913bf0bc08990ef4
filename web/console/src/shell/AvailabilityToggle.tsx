import { useDesk, useDeskSession } from "../desk/DeskContext";
import { refusal } from "../messages/refusal";
import { t } from "../messages/t";
import { toast } from "../ui/toasts";
import classes from "./AvailabilityToggle.module.css";

/** Whether new chats are offered to this agent; says so in words. */
export function AvailabilityToggle() {
  const session = useDeskSession();
  const loaded = useDesk((state) => state.desk.loaded);
  const on = useDesk((state) => state.wished ?? state.desk.status.available);
  const toggle = async () => {
    const result = await session.setAvailable(!on);
    if (!result.ok) toast(t("availability.failed", { message: refusal(result.code) }));
  };
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={`${t("availability.label")}: ${on ? t("availability.on") : t("availability.off")}`}
      className={classes.toggle}
      disabled={!loaded}
      onClick={() => void toggle()}
    >
      <span className={classes.track}>
        <span className={classes.thumb} />
      </span>
      <span className={classes.word}>{on ? t("availability.on") : t("availability.off")}</span>
    </button>
  );
}
