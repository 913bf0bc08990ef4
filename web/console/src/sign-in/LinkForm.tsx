import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { t } from "../messages/t";
import { followLink, type LinkFound } from "../session/links";
import { ApiError } from "../session/session";
import { tellTabs } from "../session/sessionChannel";
import { Icon } from "../ui/Icon";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { Logo } from "../ui/Logo";
import { linkFault } from "./LinkPage";
import { type LinkFaults, linkFaults } from "./linkFaults";
import classes from "./SignInPage.module.css";

interface LinkFormProps {
  token: string;
  found: LinkFound;
  onGone: () => void;
  onFault: (fault: unknown) => void;
}

const TITLES = { owner: "link.owner", invite: "link.invite", reset: "link.reset" } as const;
const HINTS = { owner: "link.ownerHint", invite: "link.inviteHint", reset: "link.resetHint" } as const;
const SUBMITS = {
  owner: "link.ownerSubmit",
  invite: "link.inviteSubmit",
  reset: "link.resetSubmit",
} as const;

/** What a one-time link asks for. */
export function LinkForm({ token, found, onGone, onFault }: LinkFormProps) {
  const router = useRouter();
  const [faults, setFaults] = useState<LinkFaults & { form?: string }>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const tell = (faults: LinkFaults) => {
    setFaults(faults);
    const first = Object.keys(faults)[0];
    form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Read from the form, not from state: password managers do not always tell React what they fill in.
    const data = new FormData(event.currentTarget);
    const given = {
      email: String(data.get("email") ?? found.email ?? "").trim(),
      name: String(data.get("name") ?? "").trim(),
      password: String(data.get("password")),
    };
    const wrong = linkFaults(found.kind, given);
    if (Object.keys(wrong).length > 0) return tell(wrong);
    setBusy(true);
    setFaults({});
    try {
      await followLink({
        token,
        password: given.password,
        ...(found.kind === "owner" ? { email: given.email } : {}),
        ...(found.kind === "reset" ? {} : { name: given.name }),
      });
      tellTabs("signed-in");
      router.history.replace("/");
    } catch (fault) {
      const code = fault instanceof ApiError ? fault.code : null;
      if (code === "link_gone") {
        onFault(fault);
        onGone();
      } else if (code === "weak_password") tell({ password: t("link.weak") });
      else if (code === "taken") tell({ email: t("link.taken") });
      else if (code === "invalid") setFaults({ form: t("link.invalid") });
      else setFaults({ form: t(linkFault(fault)) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <main id="content" className={classes.page}>
      <form ref={form} className={classes.card} onSubmit={submit} noValidate aria-labelledby="link-title">
        <Logo size={40} />
        <h1 id="link-title">{t(TITLES[found.kind])}</h1>
        <p className={classes.hint}>{t(HINTS[found.kind])}</p>
        <div role="alert">
          {faults.form === undefined ? null : (
            <p className={classes.fault}>
              <Icon name="alert" />
              {faults.form}
            </p>
          )}
        </div>
        <TextInput
          label={t("signIn.email")}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          defaultValue={found.email ?? ""}
          readOnly={found.kind !== "owner"}
          error={faults.email}
        />
        {found.kind === "reset" ? null : (
          <TextInput
            label={t("link.name")}
            description={t("link.nameHint")}
            name="name"
            autoComplete="name"
            size="md"
            maxLength={100}
            defaultValue={found.name ?? ""}
            error={faults.name}
          />
        )}
        <PasswordInput
          label={t("link.password")}
          description={t("link.passwordHint")}
          name="password"
          autoComplete="new-password"
          size="md"
          visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
          error={faults.password}
        />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t(SUBMITS[found.kind])}
        </Button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
