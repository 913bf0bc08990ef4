import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { alertsInOrder } from "../core/Desk";
import { useDesk } from "../desk/DeskContext";
import { visitorName } from "../desk/visitorName";
import { useMay } from "../session/useMay";
import { neutralise } from "../text/neutralise";
import { duration } from "../ui/duration";
import { Icon } from "../ui/Icon";
import { useNow } from "../ui/useNow";
import classes from "./AlertBanner.module.css";
import { tr } from "./alert-texts";

/** How many are told one by one; the list of conversations has the rest. */
const MOST = 3;

/** For who supervises: visitors who wait too long for somebody else's answer (`ROUTE-14`). */
export function AlertBanner() {
  const may = useMay();
  const desk = useDesk((state) => state.desk);
  const now = useNow() + useDesk((state) => state.clockOffset);
  const alerts = useMemo(() => alertsInOrder(desk), [desk]);
  const names = (row: (typeof alerts)[number]) => ({
    visitor: visitorName(row.visitor),
    agent: neutralise(row.agent),
  });
  return (
    <section aria-label={tr("region")} className={classes.alerts}>
      <div role="status" className="fd-unseen">
        {alerts.slice(0, MOST).map((row) => (
          <p key={row.conversation}>{tr("announce", names(row))}</p>
        ))}
      </div>
      <ul>
        {alerts.slice(0, MOST).map((row) => (
          <li key={row.conversation}>
            <Icon name="alert" size={16} />
            <span>{tr("waits", { ...names(row), time: duration(now - Date.parse(row.waiting_since)) })}</span>
            {may("view_all_conversations") ? (
              <Link to="/conversations/$conversation" params={{ conversation: row.conversation }}>
                {tr("open")}
                <span className="fd-unseen"> {visitorName(row.visitor)}</span>
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
      {alerts.length > MOST ? <p>{tr("more", { count: alerts.length - MOST })}</p> : null}
    </section>
  );
}
