import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { askForNotifications, notificationPermission } from "../attention/notifications";
import type { Me } from "../core/wire";
import { t } from "../messages/t";
import { sessionOver } from "../session/leave";
import { signOut } from "../session/session";
import { tellTabs } from "../session/sessionChannel";
import { Icon } from "../ui/Icon";
import { setPreference, usePreferences } from "../ui/preferences";
import { toast } from "../ui/toasts";
import classes from "./UserMenu.module.css";
import { UserMenuButton } from "./UserMenuButton";

const SCHEMES = [
  ["light", "user.light"],
  ["dark", "user.dark"],
  ["auto", "user.auto"],
] as const;

/** Who is signed in, and how they like it. */
export function UserMenu({ me, onHelp, opened }: { me: Me; onHelp: () => void; opened: boolean }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { sound, shortcuts } = usePreferences();
  const [permission, setPermission] = useState(notificationPermission);

  const leave = async () => {
    try {
      await signOut();
    } catch {
      toast(t("user.signOutFailed"));
      return;
    }
    tellTabs("signed-out");
    sessionOver();
  };

  return (
    <Menu
      defaultOpened={opened}
      position="right-end"
      width={290}
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: classes.dropdown ?? "", item: classes.item ?? "" }}
    >
      <Menu.Target>
        <UserMenuButton me={me} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.who}>
          <strong>{me.name}</strong>
          <span>{me.email}</span>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/me" leftSection={<Icon name="user" size={16} />}>
          {t("nav.me")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("user.colours")}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {SCHEMES.map(([value, label]) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick={false}>
              {t(label)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem
          checked={sound}
          onChange={(on: boolean) => setPreference({ sound: on })}
          closeMenuOnClick={false}
        >
          {t("user.sound")}
        </Menu.CheckboxItem>
        <Menu.CheckboxItem
          checked={shortcuts}
          onChange={(on: boolean) => setPreference({ shortcuts: on })}
          closeMenuOnClick={false}
        >
          {t("user.shortcutsOn")}
        </Menu.CheckboxItem>
        {permission === "unsupported" ? null : (
          <Menu.Item
            leftSection={<Icon name="bell" size={16} />}
            disabled={permission !== "default"}
            onClick={() => void askForNotifications().then(setPermission)}
          >
            {permission === "default" ? t("user.notify") : null}
            {permission === "granted" ? t("user.notifyOn") : null}
            {permission === "denied" ? t("user.notifyDenied") : null}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="keyboard" size={16} />} onClick={onHelp}>
          {t("user.help")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={() => void leave()}>
          {t("user.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
