import { useEffect, useState } from "react";
import { useDesk } from "../desk/DeskContext";
import { t } from "../messages/t";
import classes from "./ConnectionBanner.module.css";

/** A blink of the network is not worth a word. */
const PATIENCE_MS = 700;

/** Says when the server can't be heard, and that nothing is lost by it. */
export function ConnectionBanner() {
  const connection = useDesk((state) => state.connection);
  const wasOpen = useDesk((state) => state.wasOpen);
  const stoppedBy = useDesk((state) => state.stoppedBy);
  const down = connection === "waiting" || (connection === "connecting" && wasOpen);
  const [shown, setShown] = useState(false);

  useEffect(() => {
    if (connection === "open") setShown(false);
    if (!down) return;
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [connection, down]);

  let text: string | null = shown ? t(wasOpen ? "connection.lost" : "connection.first") : null;
  if (stoppedBy) {
    text = t(stoppedBy.code === "wrong_protocol" ? "connection.version" : "connection.stopped");
  }
  return (
    <div role="status">
      {text === null ? null : (
        <p className={classes.banner}>
          <span className={classes.pulse} />
          {text}
        </p>
      )}
    </div>
  );
}
