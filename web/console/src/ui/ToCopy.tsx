import { Button, TextInput } from "@mantine/core";
import { t } from "../messages/t";
import { copied } from "./copied";
import classes from "./Dialog.module.css";
import { Icon } from "./Icon";

interface ToCopyProps {
  label: string;
  hint: string;
  value: string;
  /** What is pressed to copy it. */
  go: string;
  /** What is said once it is copied, and where it can't be. */
  told: string;
  failed: string;
  onClose: () => void;
}

/** In a dialog: what is shown this one time, to be copied and passed on. */
export function ToCopy({ label, hint, value, go, told, failed, onClose }: ToCopyProps) {
  return (
    <div className={classes.form}>
      <TextInput
        label={label}
        description={hint}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        autoFocus
      />
      <div className={classes.answers}>
        <Button variant="default" onClick={onClose}>
          {t("users.close")}
        </Button>
        <Button leftSection={<Icon name="copy" size={16} />} onClick={() => void copied(value, told, failed)}>
          {go}
        </Button>
      </div>
    </div>
  );
}
