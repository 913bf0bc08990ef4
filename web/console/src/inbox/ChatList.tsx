import { useQuery } from "@tanstack/react-query";
import type { ChatRow } from "../core/wire";
import { useDesk } from "../desk/DeskContext";
import { t } from "../messages/t";
import { sessionQuery } from "../session/session";
import classes from "./ChatList.module.css";
import { ChatListRow } from "./ChatListRow";
import { Quiet } from "./NoChat";
import { ShiftLine } from "./ShiftLine";

/** The agent's active chats, those with the latest words first. */
export function ChatList({ chats, selected }: { chats: readonly ChatRow[]; selected: string | null }) {
  const loaded = useDesk((state) => state.desk.loaded);
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  const takes = me?.takes_chats ?? false;
  return (
    <section className={classes.list} aria-labelledby="chat-list-title">
      <header className={classes.header}>
        <h2 id="chat-list-title">{t("inbox.list")}</h2>
        {chats.length > 0 ? <span className={classes.count}>{chats.length}</span> : null}
      </header>
      {takes ? <ShiftLine /> : null}
      {loaded ? null : <Skeleton />}
      {loaded && chats.length === 0 ? (
        <>
          <p className={classes.none}>{t("inbox.empty")}</p>
          <div className={classes.quiet}>
            <Quiet title={t("inbox.empty")} />
          </div>
        </>
      ) : null}
      {chats.length > 0 ? (
        <ul className={classes.rows} aria-label={t("inbox.list")}>
          {chats.map((row) => (
            <ChatListRow key={row.conversation} row={row} selected={row.conversation === selected} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Skeleton() {
  return (
    <div role="status" aria-label={t("app.loading")} className={classes.skeleton}>
      {[0, 1, 2].map((at) => (
        <span key={at} />
      ))}
    </div>
  );
}
