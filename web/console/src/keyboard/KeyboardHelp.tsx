import { Modal, Switch } from "@mantine/core";
import { t } from "../messages/t";
import { setPreference, usePreferences } from "../ui/preferences";
import classes from "./KeyboardHelp.module.css";

const MOD = /mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘" : "Ctrl";

const ROWS = [
  [["Alt", "A"], "help.accept"],
  [["Alt", "D"], "help.decline"],
  [["Alt", "J"], "help.next"],
  [["Alt", "K"], "help.previous"],
  [["Alt", "L"], "help.reply"],
  [[MOD, "Enter"], "help.send"],
  [["Esc"], "help.leave"],
  [["Alt", "T"], "help.transfer"],
  [["Alt", "E"], "help.end"],
  [["?"], "help.help"],
] as const;

/** All shortcuts, and the switch that turns them off. */
export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const on = usePreferences((state) => state.shortcuts);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("help.title")}
      closeButtonProps={{ "aria-label": t("help.close") }}
      centered
      lockScroll={false}
    >
      <dl className={classes.keys} data-off={on ? undefined : true}>
        {ROWS.map(([keys, label]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{on ? t("help.note", { keys: `${MOD}+Enter` }) : t("help.off")}</p>
      <Switch
        checked={on}
        onChange={(event) => setPreference({ shortcuts: event.currentTarget.checked })}
        label={t("help.toggle")}
      />
    </Modal>
  );
}
