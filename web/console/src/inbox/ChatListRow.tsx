import { Link } from "@tanstack/react-router";
import { inView } from "../core/DeskState";
import { unreadOf } from "../core/unread";
import type { ChatRow } from "../core/wire";
import { useDesk, useDeskSession } from "../desk/DeskContext";
import { visitorName } from "../desk/visitorName";
import { t, tn } from "../messages/t";
import { neutralise } from "../text/neutralise";
import { listTime } from "../ui/clockTime";
import { duration } from "../ui/duration";
import { Icon } from "../ui/Icon";
import { PersonMark } from "../ui/PersonMark";
import { useNow } from "../ui/useNow";
import rows from "../ui/VisitorRow.module.css";
import classes from "./ChatListRow.module.css";

/** One active chat: who, the last words, and what presses. */
export function ChatListRow({ row, selected }: { row: ChatRow; selected: boolean }) {
  const { conversation, visitor } = row;
  const session = useDeskSession();
  const now = useNow() + useDesk((state) => state.clockOffset);
  const typing = useDesk((state) => state.typing.has(conversation));
  const unread = useDesk((state) =>
    unreadOf(row, state.readTo[conversation] ?? 0, inView(state) === conversation),
  );
  const draft = selected ? "" : session.drafts.read(conversation).trim();
  const name = visitorName(visitor);
  return (
    <li>
      <Link
        to="/inbox/$conversation"
        params={{ conversation }}
        className={`${rows.row} ${classes.row}`}
        data-unread={unread > 0 || undefined}
        {...(selected ? { "aria-current": "true" as const } : {})}
      >
        <PersonMark name={visitor.name ?? visitor.email ?? null} seed={conversation} size={38} />
        <span className={`${rows.name} ${classes.name}`}>
          <bdi>{name}</bdi>
        </span>
        {row.snippet_at ? <time dateTime={row.snippet_at}>{listTime(row.snippet_at, now)}</time> : null}
        <span className={classes.snippet}>
          {typing ? <em>{t("row.typing")}</em> : null}
          {!typing && draft !== "" ? <b className={classes.draft}>{t("row.draft")} </b> : null}
          {typing ? null : neutralise(draft || (row.snippet ?? t("row.silent")))}
        </span>
        {unread > 0 ? (
          <span className={classes.unread}>
            <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
            <span className="fd-unseen">{tn("row.unread", unread)}</span>
          </span>
        ) : null}
        <Presses row={row} now={now} />
      </Link>
    </li>
  );
}

/** Waiting, ending and being offered elsewhere, counted live by the server's clock. */
function Presses({ row, now }: { row: ChatRow; now: number }) {
  const waiting = row.waiting_since ? duration(now - Date.parse(row.waiting_since)) : null;
  const ends = row.ends ? Date.parse(row.ends) - now : null;
  if (waiting === null && ends === null && !row.rerouting && !row.alerted) return null;
  return (
    <span className={classes.presses}>
      {waiting !== null ? (
        <span className={classes.press} data-tone={row.alerted ? "danger" : undefined}>
          <Icon name={row.alerted ? "alert" : "clock"} size={14} />
          {t(row.alerted ? "row.alerted" : "row.waiting", { time: waiting })}
        </span>
      ) : null}
      {ends !== null ? (
        <span className={classes.press} data-tone="warn">
          <Icon name="hourglass" size={14} />
          {ends > 0 ? t("row.ends", { time: duration(ends) }) : t("row.ending")}
        </span>
      ) : null}
      {row.rerouting ? (
        <span className={classes.press} data-tone="warn">
          <Icon name="swap" size={14} />
          {t(row.handing_over ? "row.handing_over" : "row.rerouting")}
        </span>
      ) : null}
    </span>
  );
}
