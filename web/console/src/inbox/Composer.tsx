import { Button } from "@mantine/core";
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { MAX_TEXT } from "../core/wire";
import { useDeskSession } from "../desk/DeskContext";
import { t, tn } from "../messages/t";
import { Icon } from "../ui/Icon";
import classes from "./Composer.module.css";
import { lengthOf } from "./lengthOf";

interface ComposerProps {
  conversation: string;
  name: string;
  /** Why nothing can be said here; null while it can. */
  closed: string | null;
}

/** From how many characters before the limit on the rest is told. */
const NEAR_LIMIT = 200;

/** Where a reply is written. What is not sent yet is kept as this conversation's draft. */
export function Composer({ conversation, name, closed }: ComposerProps) {
  const session = useDeskSession();
  const [text, setText] = useState(() => session.drafts.read(conversation));
  const field = useRef<HTMLTextAreaElement>(null);
  const note = useId();
  const left = MAX_TEXT - lengthOf(text.trim());
  const sendable = text.trim() !== "" && left >= 0 && closed === null;

  useLayoutEffect(() => {
    const element = field.current;
    if (!element || text.length < 0) return;
    // Grows with its text, up to what the stylesheet allows.
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const change = (value: string) => {
    setText(value);
    session.drafts.write(conversation, value);
    if (value.trim() === "") session.typing.stopped();
    else session.typing.typed(conversation);
  };

  const send = () => {
    if (!sendable) return;
    session.say(conversation, text.trim());
    setText("");
    session.drafts.write(conversation, "");
    field.current?.focus();
  };

  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter chooses a candidate; 229 is what Safari says for that.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape")
      event.currentTarget.closest("section")?.querySelector<HTMLElement>("[role=log]")?.focus();
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    send();
  };

  if (closed !== null) {
    return (
      <div className={classes.closed} role="status">
        {closed}
      </div>
    );
  }
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={classes.box} data-over={left < 0 || undefined}>
        <textarea
          ref={field}
          data-reply
          rows={1}
          dir="auto"
          aria-label={t("reply.label", { name })}
          aria-describedby={note}
          aria-invalid={left < 0}
          aria-keyshortcuts="Alt+L"
          placeholder={t("reply.hint")}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={key}
          onBlur={() => session.typing.stopped()}
        />
        <div className={classes.foot}>
          <span
            id={note}
            className={classes.note}
            data-over={left < 0 || undefined}
            role={left < 0 ? "alert" : undefined}
          >
            {limitText(left) ?? <span className={classes.keys}>{t("reply.keys")}</span>}
          </span>
          <Button type="submit" size="sm" disabled={!sendable} rightSection={<Icon name="send" size={16} />}>
            {t("reply.send")}
          </Button>
        </div>
      </div>
    </form>
  );
}

function limitText(left: number): string | null {
  if (left < 0) return tn("reply.over", -left, { limit: MAX_TEXT });
  return left <= NEAR_LIMIT ? tn("reply.left", left) : null;
}
