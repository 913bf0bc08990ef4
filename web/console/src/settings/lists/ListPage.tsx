import { Button, CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { faultText } from "../../session/api";
import { ApiError } from "../../session/session";
import { Needs } from "../../shell/Needs";
import { Confirm } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import { Listing } from "../../ui/Listing";
import { Page, Part } from "../../ui/Page";
import { toast } from "../../ui/toasts";
import { inUseText } from "../attributes/inUse";
import rows from "../Rows.module.css";
import { AddPart } from "./AddPart";
import classes from "./List.module.css";
import { changed, membersQuery, PREFIX, remove, takeOff } from "./queries";
import { tl } from "./texts";

/** One list: who is on it. */
export function ListPage() {
  const { list } = useParams({ strict: false });
  return (
    <Needs permission="manage_chatbot_settings">
      {list === undefined ? null : <People key={list} list={PREFIX + list} />}
    </Needs>
  );
}

type Asked = { dialog: "none" | "delete" } | { dialog: "take off"; email: string };

function People({ list }: { list: string }) {
  const [begins, setBegins] = useState("");
  const [open, setOpen] = useState<Asked>({ dialog: "none" });
  const look = useDebouncedCallback((letters: string) => setBegins(letters.trim()), 200);
  const asked = useInfiniteQuery(membersQuery(list, begins));
  const close = () => setOpen({ dialog: "none" });
  if (asked.error instanceof ApiError && asked.error.code === "not_found") {
    return (
      <Page title={tl("missing")} hint={tl("missingHint")}>
        {null}
      </Page>
    );
  }
  return (
    <Page
      title={list}
      actions={
        <Button variant="default" onClick={() => setOpen({ dialog: "delete" })}>
          {tl("delete")}
        </Button>
      }
    >
      <AddPart list={list} />
      <Part title={tl("people")}>
        <TextInput
          type="search"
          aria-label={tl("search")}
          placeholder={tl("search")}
          leftSection={<Icon name="search" size={16} />}
          onChange={(event) => look(event.currentTarget.value)}
        />
        <Listing
          label={tl("people")}
          asked={asked}
          rows={asked.data?.pages.flatMap((page) => page.emails)}
          keyOf={(email) => email}
          failed={tl("peopleFailed")}
          none={tl(begins === "" ? "nobody" : "nobodySuch")}
        >
          {(email) => (
            <div className={classes.person}>
              <span className={rows.what}>{email}</span>
              <CloseButton
                aria-label={tl("removeShort", { name: email })}
                onClick={() => setOpen({ dialog: "take off", email })}
              />
            </div>
          )}
        </Listing>
      </Part>
      {open.dialog === "take off" ? <TakeOff list={list} email={open.email} onClose={close} /> : null}
      {open.dialog === "delete" ? <Delete list={list} onClose={close} /> : null}
    </Page>
  );
}

function TakeOff({ list, email, onClose }: { list: string; email: string; onClose: () => void }) {
  const taking = useMutation({
    mutationFn: () => takeOff(list, email),
    onSuccess: async () => {
      await changed();
      toast(tl("removed", { name: email }));
      onClose();
    },
  });
  return (
    <Confirm
      title={tl("removeTitle", { name: email })}
      text={tl("removeText")}
      go={tl("remove")}
      ends
      busy={taking.isPending}
      fault={taking.error === null ? null : faultText(taking.error)}
      onGo={() => taking.mutate()}
      onClose={onClose}
    />
  );
}

function Delete({ list, onClose }: { list: string; onClose: () => void }) {
  const navigate = useNavigate();
  const deleting = useMutation({
    mutationFn: () => remove(list),
    onSuccess: async () => {
      toast(tl("deleted", { name: list }));
      await navigate({ to: "/settings/lists" });
      await changed();
    },
  });
  const { error } = deleting;
  return (
    <Confirm
      title={tl("deleteTitle", { name: list })}
      text={tl("deleteText")}
      go={tl("delete")}
      ends
      busy={deleting.isPending}
      fault={error === null ? null : (inUseText(error) ?? faultText(error))}
      onGo={() => deleting.mutate()}
      onClose={onClose}
    />
  );
}
