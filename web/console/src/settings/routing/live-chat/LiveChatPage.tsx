import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { faultText } from "../../../session/api";
import { ApiError, queries } from "../../../session/session";
import { Needs } from "../../../shell/Needs";
import { Fault } from "../../../ui/Fault";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { Page, Part } from "../../../ui/Page";
import { toast } from "../../../ui/toasts";
import classes from "../Routing.module.css";
import { NumberField } from "./NumberField";
import { entered, NAMES, PARTS, type Typed, tooLong, typed } from "./numbers";
import { type LiveChat, liveChatQuery, type NumberName, save } from "./queries";
import { tl } from "./texts";

/** The numbers of the rules of live chat (`ROUTE-6` to `ROUTE-18`). */
export function LiveChatPage() {
  return (
    <Needs permission="manage_chatbot_settings">
      <Page title={tl("title")} hint={tl("hint")}>
        <Loaded />
      </Page>
    </Needs>
  );
}

function Loaded() {
  const { data, error, refetch } = useQuery(liveChatQuery);
  if (data !== undefined) return <LiveChatForm known={data} />;
  if (error === null) return <p role="status">{tl("loading")}</p>;
  return (
    <div role="alert">
      <p>{tl("failed")}</p>
      <Button variant="default" onClick={() => void refetch()}>
        {tl("retry")}
      </Button>
    </div>
  );
}

function LiveChatForm({ known }: { known: LiveChat }) {
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Typed>(() => typed(known.numbers));
  const [wrong, setWrong] = useState<readonly NumberName[]>([]);
  const focus = (name: NumberName | undefined) =>
    form.current?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus();
  const saving = useMutation({
    mutationFn: save,
    onSuccess: (saved) => {
      queries.setQueryData(liveChatQuery.queryKey, saved);
      setValues(typed(saved.numbers));
      toast(tl("saved"));
    },
    onError: (error) => focus(named(error)),
  });
  const refused = named(saving.error);
  const changed = NAMES.some((name) => values[name].trim() !== String(known.numbers[name]));
  const change = (name: NumberName, value: string) => {
    setValues({ ...values, [name]: value });
    setWrong(wrong.filter((one) => one !== name));
    if (saving.isError) saving.reset();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { numbers, faulty } = entered(values, known);
    setWrong(faulty);
    if (faulty.length > 0) focus(faulty[0]);
    else saving.mutate(numbers);
  };
  const fault = (name: NumberName) => {
    if (wrong.includes(name)) return tl("fault", { least: known.least[name], most: known.most[name] });
    return refused === name ? tl(tooLong(name)) : null;
  };
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate>
      <LeaveGuard
        unsaved={changed && !saving.isPending}
        title={tl("leaveTitle")}
        text={tl("leaveText")}
        go={tl("leave")}
      />
      {PARTS.map(([part, names]) => (
        <Part key={part} title={tl(part)}>
          <div className={classes.form}>
            {names.map((name) => (
              <NumberField
                key={name}
                name={name}
                known={known}
                value={values[name]}
                fault={fault(name)}
                onChange={(value) => change(name, value)}
              />
            ))}
          </div>
        </Part>
      ))}
      <p className={classes.dim}>{tl("follow")}</p>
      <div className={classes.save}>
        <Fault text={saving.error === null || refused !== undefined ? null : faultText(saving.error)} />
        <Button type="submit" loading={saving.isPending}>
          {tl("save")}
        </Button>
        {changed ? <span className={classes.dim}>{tl("unsaved")}</span> : null}
      </div>
    </form>
  );
}

/** The number that the server does not take. */
function named(error: Error | null): NumberName | undefined {
  const field = error instanceof ApiError ? error.field : null;
  return NAMES.find((name) => name === field);
}
