import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { tr } from "../texts";
import { LONGEST_TEXT } from "../wire";
import type { ChatModel } from "./chatModel";
import { Icon } from "./Icon";

const TALLEST = 132;
/** From here on the visitor is told how much may still be written. */
const TELL_FROM = LONGEST_TEXT - 200;

export function Composer({ model }: { model: ChatModel }) {
  const text = useSignal(model.draft());
  const field = useRef<HTMLTextAreaElement>(null);
  const value = text.value;
  // As the server counts: characters, not UTF-16 units.
  const length = value.length > TELL_FROM ? [...value.trim()].length : 0;
  const over = length - LONGEST_TEXT;

  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, TALLEST)}px`;
  }, [value, model.open.value]);

  const change = (now: string) => {
    text.value = now;
    model.draft(now);
    model.conversation?.typing.changed(now);
  };
  const send = () => {
    const said = value.trim();
    if (!said || over > 0) return field.current?.focus();
    model.conversation?.say(said);
    text.value = "";
    model.draft("");
    field.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    // Enter that ends the composition of a word (229 in older Safari) is not meant for us.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="fdc-footer fdc-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="fdc-field">
        <textarea
          ref={field}
          rows={1}
          data-next
          dir="auto"
          aria-label={tr("write_label")}
          placeholder={tr("write")}
          aria-invalid={over > 0}
          aria-describedby={length ? "fdc-length" : undefined}
          value={value}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={keys}
          onBlur={() => model.conversation?.typing.stop()}
        />
        <button type="submit" class="fdc-send" aria-label={tr("send")} disabled={!value.trim() || over > 0}>
          <Icon name="send" />
        </button>
      </div>
      {length > 0 && (
        <p id="fdc-length" class={over > 0 ? "fdc-error" : "fdc-hint"} role={over > 0 ? "alert" : undefined}>
          {over > 0 && <Icon name="alert" />}
          {over > 0
            ? tr("too_long", { over, limit: LONGEST_TEXT })
            : tr("characters_left", { left: LONGEST_TEXT - length })}
        </p>
      )}
    </form>
  );
}
