import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { faultText } from "../../session/api";
import { ApiError } from "../../session/session";
import { Confirm, Dialog } from "../../ui/Dialog";
import classes from "../../ui/Dialog.module.css";
import { Fault } from "../../ui/Fault";
import { toast } from "../../ui/toasts";
import { type Owner, OwnerField } from "./OwnerField";
import { type Account, changed, put, remove } from "./queries";
import { ta } from "./texts";

type Faults = Partial<Record<"name" | "domain" | "owner", string>>;

/** Adds a company, or changes or deletes one. */
export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const [asked, setAsked] = useState(false);
  const [owner, setOwner] = useState<Owner | null>(account?.owner ?? null);
  const [faults, setFaults] = useState<Faults>({});
  const saving = useMutation({
    mutationFn: (body: Parameters<typeof put>[1]) => put(account?.id ?? null, body),
    onSuccess: async ({ name }) => {
      await changed();
      toast(ta(account === null ? "added" : "saved", { name }));
      onClose();
    },
    onError: (fault) => setFaults(domainFault(fault)),
  });
  if (asked && account !== null)
    return <Delete account={account} onClose={() => setAsked(false)} onDone={onClose} />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, domain] = [String(form.get("name")).trim(), String(form.get("domain")).trim()];
    const missing: Faults = {
      ...(name === "" ? { name: ta("nameMissing") } : {}),
      ...(domain === "" ? { domain: ta("domainMissing") } : {}),
      ...(owner === null ? { owner: ta("ownerMissing") } : {}),
    };
    setFaults(missing);
    if (Object.keys(missing).length === 0 && owner !== null) saving.mutate({ name, domain, owner: owner.id });
  };
  const told = saving.error === null || domainFault(saving.error).domain !== undefined;
  return (
    <Dialog title={account === null ? ta("add") : ta("edit", { name: account.name })} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Fault text={told ? null : faultText(saving.error)} />
        <TextInput
          label={ta("name")}
          name="name"
          defaultValue={account?.name ?? ""}
          maxLength={100}
          autoComplete="off"
          error={faults.name}
          data-autofocus
        />
        <TextInput
          label={ta("domain")}
          description={ta("domainHint")}
          name="domain"
          defaultValue={account?.domain ?? ""}
          maxLength={253}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="url"
          error={faults.domain}
        />
        <OwnerField owner={owner} fault={faults.owner ?? null} onOwner={setOwner} />
        <div className={classes.answers}>
          {account === null ? null : (
            <Button variant="default" onClick={() => setAsked(true)}>
              {ta("delete")}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {ta("cancel")}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {ta(account === null ? "addGo" : "save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Delete({ account, onClose, onDone }: { account: Account; onClose: () => void; onDone: () => void }) {
  const { id, name, domain } = account;
  const deleting = useMutation({
    mutationFn: () => remove(id),
    onSuccess: async () => {
      await changed();
      toast(ta("deleted", { name }));
      onDone();
    },
  });
  return (
    <Confirm
      title={ta("deleteTitle", { name })}
      text={ta("deleteText", { domain })}
      go={ta("delete")}
      ends
      busy={deleting.isPending}
      fault={deleting.error === null ? null : faultText(deleting.error)}
      onGo={() => deleting.mutate()}
      onClose={onClose}
    />
  );
}

/** What the server has against the domain. */
function domainFault(fault: unknown): Faults {
  const code = fault instanceof ApiError ? fault.code : null;
  if (code === "taken") return { domain: ta("domainTaken") };
  return code === "invalid" ? { domain: ta("domainMissing") } : {};
}
