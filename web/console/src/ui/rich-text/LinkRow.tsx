import { Button, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { linkOf } from "./linkOf";
import classes from "./RichTextField.module.css";
import { tf } from "./texts";

interface LinkRowProps {
  /** Where the link leads that is changed. */
  first: string | null;
  /** Sets the link of what is selected; null takes it away. */
  onSet: (href: string | null) => void;
  onCancel: () => void;
}

/** Where a link leads. It lies within another form, so it is none of its own. */
export function LinkRow({ first, onSet, onCancel }: LinkRowProps) {
  const [typed, setTyped] = useState(first ?? "");
  const [bad, setBad] = useState(false);
  const set = () => {
    const href = linkOf(typed);
    setBad(href === null);
    if (href !== null) onSet(href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") set();
    else onCancel();
  };
  return (
    <div className={classes.link}>
      <TextInput
        className={classes.address}
        label={tf("address")}
        description={tf("addressHint")}
        inputMode="url"
        autoComplete="off"
        maxLength={2000}
        data-autofocus
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={bad ? tf("badAddress") : null}
      />
      <div className={classes.acts}>
        <Button size="xs" onClick={set}>
          {tf("set")}
        </Button>
        {first === null ? null : (
          <Button size="xs" variant="default" onClick={() => onSet(null)}>
            {tf("remove")}
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={onCancel}>
          {tf("cancel")}
        </Button>
      </div>
    </div>
  );
}
