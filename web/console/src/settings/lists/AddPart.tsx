import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { faultText } from "../../session/api";
import { PlainText } from "../../text/PlainText";
import { Fault } from "../../ui/Fault";
import { Part } from "../../ui/Page";
import classes from "./List.module.css";
import { add, changed } from "./queries";
import { tl } from "./texts";

/** As much as the server takes at a time, in bytes. */
const MOST = 5_000_000;

/** Puts people on a list. */
export function AddPart({ list }: { list: string }) {
  const file = useId();
  const form = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const adding = useMutation({
    mutationFn: (text: Blob) => add(list, text),
    onSuccess: async () => {
      form.current?.reset();
      await changed();
    },
    onError: (error) => setFault(faultText(error)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const chosen = given.get("file");
    const parts = [String(given.get("emails")), "\n"];
    const text = new Blob(chosen instanceof File && chosen.name !== "" ? [...parts, chosen] : parts);
    if (text.size > MOST) return setFault(tl("tooLarge"));
    if (parts[0]?.trim() === "" && text.size === parts.join("").length) return setFault(tl("emailsMissing"));
    setFault(null);
    adding.mutate(text);
  };
  const { data, isPending } = adding;
  return (
    <Part title={tl("add")}>
      <form ref={form} className={classes.form} onSubmit={submit} noValidate>
        <Fault text={fault} />
        <Textarea
          name="emails"
          label={tl("emails")}
          description={tl("emailsHint")}
          rows={4}
          autoCapitalize="none"
          spellCheck={false}
        />
        <label className={classes.file} htmlFor={file}>
          <span>{tl("file")}</span>
          <input id={file} type="file" name="file" accept=".csv,.txt,text/csv,text/plain" />
        </label>
        <div>
          <Button type="submit" loading={isPending}>
            {tl("add")}
          </Button>
        </div>
        <div role="status">
          {isPending ? tl("adding") : null}
          {data === undefined || isPending ? null : (
            <>
              <p className={classes.told}>{tl("added", { added: data.added, known: data.known })}</p>
              {data.bad.length === 0 ? null : (
                <>
                  <p className={classes.told}>{tl("bad", { count: data.bad_count })}</p>
                  <ul className={classes.bad}>
                    {data.bad.map(({ line, text }) => (
                      <li key={line}>
                        <PlainText text={tl("badLine", { line, text })} />
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </>
          )}
        </div>
      </form>
    </Part>
  );
}
