import { Link } from "@tanstack/react-router";
import { useDesk, useDeskSession } from "../desk/DeskContext";
import { refusal } from "../messages/refusal";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { statusWords } from "../ui/statusWords";
import { toast } from "../ui/toasts";
import { useNow } from "../ui/useNow";
import classes from "./ShiftLine.module.css";

/** Whether one is available, why, and until when; what was chosen against the schedule can be taken back. */
export function ShiftLine() {
  const session = useDeskSession();
  const may = useMay();
  const now = useNow();
  const offset = useDesk((state) => state.clockOffset);
  const status = useDesk((state) => state.desk.status);
  const settled = useDesk((state) => state.desk.loaded && state.wished === null);
  if (!settled) return <p className={classes.line} />;
  const follow = async () => {
    const result = await session.followSchedule();
    if (!result.ok) toast(t("availability.failed", { message: refusal(result.code) }));
  };
  return (
    <p className={classes.line} role="status">
      {statusWords(status, now + offset)}{" "}
      {!may("manage_live_chat_availability") ? null : status.why === "chosen" ? (
        <button type="button" className={classes.follow} onClick={() => void follow()}>
          {t("availability.follow")}
        </button>
      ) : (
        <Link to="/settings/availability" className={classes.follow}>
          {t("availability.edit")}
        </Link>
      )}
    </p>
  );
}
