import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { faultText } from "../../session/api";
import { ApiError } from "../../session/session";
import { Needs } from "../../shell/Needs";
import { Dialog } from "../../ui/Dialog";
import dialog from "../../ui/Dialog.module.css";
import { Fault } from "../../ui/Fault";
import { Icon } from "../../ui/Icon";
import { Listing } from "../../ui/Listing";
import { Page } from "../../ui/Page";
import { toast } from "../../ui/toasts";
import classes from "../Rows.module.css";
import { changed, create, type List, listsQuery, PREFIX } from "./queries";
import { tl } from "./texts";

/** Lists of people, for criteria (`TARGET-2`). */
export function ListsPage() {
  return (
    <Needs permission="manage_chatbot_settings">
      <Lists />
    </Needs>
  );
}

function Lists() {
  const asked = useQuery(listsQuery);
  const [making, setMaking] = useState(false);
  return (
    <Page
      title={tl("title")}
      hint={tl("hint")}
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
          {tl("new")}
        </Button>
      }
    >
      <Listing
        label={tl("title")}
        asked={asked}
        rows={asked.data}
        keyOf={({ name }) => name}
        failed={tl("failed")}
        none={tl("none")}
      >
        {(list) => <ListRow list={list} />}
      </Listing>
      {making ? <NewListDialog onClose={() => setMaking(false)} /> : null}
    </Page>
  );
}

function ListRow({ list: { name, members } }: { list: List }) {
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <code>{name}</code>
      </div>
      <span>{members === 1 ? tl("one") : tl("many", { count: members })}</span>
      <span />
      <Button
        variant="default"
        aria-label={tl("open", { name })}
        renderRoot={(props) => (
          <Link to="/settings/lists/$list" params={{ list: name.slice(PREFIX.length) }} {...props} />
        )}
      >
        {tl("openShort")}
      </Button>
    </div>
  );
}

function NewListDialog({ onClose }: { onClose: () => void }) {
  const [wrong, setWrong] = useState<string | null>(null);
  const creating = useMutation({
    mutationFn: create,
    onSuccess: async ({ name }) => {
      await changed();
      toast(tl("created", { name }));
      onClose();
    },
    onError: (fault) => {
      if (isTaken(fault)) setWrong(tl("taken"));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    if (!/^[a-z][a-z0-9_]*$/.test(name)) return setWrong(tl("nameWrong"));
    setWrong(null);
    creating.mutate(PREFIX + name);
  };
  return (
    <Dialog title={tl("new")} onClose={onClose}>
      <form className={dialog.form} onSubmit={submit} noValidate>
        <Fault text={creating.error === null || isTaken(creating.error) ? null : faultText(creating.error)} />
        <TextInput
          label={tl("name")}
          description={tl("nameHint")}
          name="name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={50}
          error={wrong}
          data-autofocus
        />
        <div className={dialog.answers}>
          <Button variant="default" onClick={onClose}>
            {tl("cancel")}
          </Button>
          <Button type="submit" loading={creating.isPending}>
            {tl("create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function isTaken(fault: unknown): boolean {
  return fault instanceof ApiError && fault.code === "conflict";
}
