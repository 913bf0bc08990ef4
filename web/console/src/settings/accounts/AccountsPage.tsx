import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../session/useMay";
import { Needs } from "../../shell/Needs";
import { Icon } from "../../ui/Icon";
import { Listing } from "../../ui/Listing";
import { Page } from "../../ui/Page";
import classes from "../Rows.module.css";
import { AccountDialog } from "./AccountDialog";
import { type Account, accountsQuery, FILE_ADDRESS } from "./queries";
import { ta } from "./texts";
import { UploadDialog } from "./UploadDialog";

/** Account routing: companies, and the agent who owns each. */
export function AccountsPage() {
  return (
    <Needs permission="view_accounts">
      <Accounts />
    </Needs>
  );
}

type Open = { dialog: "none" | "add" | "upload" } | { dialog: "edit"; account: Account };

function Accounts() {
  const manages = useMay()("manage_accounts");
  const [search, setSearch] = useState("");
  const [open, setOpen] = useState<Open>({ dialog: "none" });
  const close = () => setOpen({ dialog: "none" });
  const look = useDebouncedCallback((words: string) => setSearch(words.trim()), 200);
  const edit = (account: Account) => setOpen({ dialog: "edit", account });
  return (
    <Page
      title={ta("title")}
      hint={ta("hint")}
      actions={
        <>
          <Button component="a" href={FILE_ADDRESS} download variant="default">
            {ta("download")}
          </Button>
          {manages ? (
            <>
              <Button variant="default" onClick={() => setOpen({ dialog: "upload" })}>
                {ta("upload")}
              </Button>
              <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen({ dialog: "add" })}>
                {ta("add")}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <TextInput
        type="search"
        aria-label={ta("search")}
        placeholder={ta("search")}
        leftSection={<Icon name="search" size={16} />}
        onChange={(event) => look(event.currentTarget.value)}
      />
      <Rows search={search} {...(manages ? { onEdit: edit } : {})} />
      {open.dialog === "add" ? <AccountDialog account={null} onClose={close} /> : null}
      {open.dialog === "edit" ? <AccountDialog account={open.account} onClose={close} /> : null}
      {open.dialog === "upload" ? <UploadDialog onClose={close} /> : null}
    </Page>
  );
}

function Rows({ search, onEdit }: { search: string; onEdit?: (account: Account) => void }) {
  const asked = useInfiniteQuery(accountsQuery(search));
  return (
    <Listing
      label={ta("title")}
      asked={asked}
      rows={asked.data?.pages.flatMap((page) => page.accounts)}
      keyOf={({ id }) => id}
      failed={ta("failed")}
      none={ta(search === "" ? "none" : "noneSuch")}
    >
      {(account) => <AccountRow account={account} {...(onEdit ? { onEdit: () => onEdit(account) } : {})} />}
    </Listing>
  );
}

function AccountRow({ account, onEdit }: { account: Account; onEdit?: () => void }) {
  const { name, domain, owner } = account;
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <strong dir="auto">{name}</strong>
        <span>{domain}</span>
      </div>
      <span dir="auto">{owner.name}</span>
      <span>{owner.takes_chats ? null : ta("ownerGone")}</span>
      {onEdit ? (
        <Button variant="default" aria-label={ta("edit", { name })} onClick={onEdit}>
          {ta("editShort")}
        </Button>
      ) : null}
    </div>
  );
}
