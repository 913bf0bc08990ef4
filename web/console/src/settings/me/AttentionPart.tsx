import { Button, Switch } from "@mantine/core";
import { useState } from "react";
import { askForNotifications, notificationPermission } from "../../attention/notifications";
import { t } from "../../messages/t";
import { Icon } from "../../ui/Icon";
import { Part } from "../../ui/Page";
import { setPreference, usePreferences } from "../../ui/preferences";
import classes from "./AttentionPart.module.css";

/** What calls for one's attention, and how. */
export function AttentionPart() {
  const { sound, shortcuts } = usePreferences();
  const [permission, setPermission] = useState(notificationPermission);
  return (
    <Part title={t("me.attention")} hint={t("me.thisBrowser")}>
      <Switch
        checked={sound}
        onChange={(event) => setPreference({ sound: event.currentTarget.checked })}
        label={t("user.sound")}
      />
      <Switch
        checked={shortcuts}
        onChange={(event) => setPreference({ shortcuts: event.currentTarget.checked })}
        label={t("help.toggle")}
      />
      {permission === "default" ? (
        <div>
          <Button
            variant="default"
            classNames={{ root: classes.notify ?? "", label: classes.label ?? "" }}
            leftSection={<Icon name="bell" size={16} />}
            onClick={() => void askForNotifications().then(setPermission)}
          >
            {t("user.notify")}
          </Button>
        </div>
      ) : null}
      {permission === "granted" || permission === "denied" ? (
        <p className={classes.told}>
          <Icon name="bell" size={16} />
          {t(permission === "granted" ? "user.notifyOn" : "user.notifyDenied")}
        </p>
      ) : null}
    </Part>
  );
}
