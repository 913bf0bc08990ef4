import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { askForNotifications, notificationPermission } from "../attention/notifications";
import { useDesk, useDeskSession } from "../desk/DeskContext";
import { t } from "../messages/t";
import { sessionQuery } from "../session/session";
import { Icon } from "../ui/Icon";
import classes from "./NoChat.module.css";

/** The middle of the inbox while no chat is open. */
export function NoChat({ any }: { any: boolean }) {
  return (
    <div className={classes.pane}>
      {any ? (
        <>
          <span className={classes.mark}>
            <Icon name="chat" size={28} />
          </span>
          <h2>{t("inbox.pick")}</h2>
          <p>{t("inbox.pickHint")}</p>
        </>
      ) : (
        <Quiet />
      )}
    </div>
  );
}

/** No chats at all: whether any can come, and what helps to notice them. */
export function Quiet({ title = t("inbox.idle") }: { title?: string }) {
  const session = useDeskSession();
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  const available = useDesk((state) => state.wished ?? state.desk.status.available);
  const loaded = useDesk((state) => state.desk.loaded);
  const [permission, setPermission] = useState(notificationPermission);
  if (!loaded) return null;
  const takes = me?.takes_chats ?? false;
  const hint = takes
    ? t(available ? "inbox.emptyAvailable" : "inbox.emptyUnavailable")
    : t("inbox.noTakesHint");
  return (
    <div className={classes.quiet}>
      <span className={classes.mark}>
        <Icon name="inbox" size={28} />
      </span>
      <h2>{takes ? title : t("inbox.noTakes")}</h2>
      <p>{hint}</p>
      {takes && !available ? (
        <Button onClick={() => void session.setAvailable(true)}>{t("inbox.turnOn")}</Button>
      ) : null}
      {takes && available && permission === "default" ? (
        <Button
          variant="default"
          leftSection={<Icon name="bell" size={16} />}
          onClick={() => void askForNotifications().then(setPermission)}
        >
          {t("user.notify")}
        </Button>
      ) : null}
    </div>
  );
}
