import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useRouter, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { t } from "../messages/t";
import { safeReturn } from "../session/safeReturn";
import { ApiError, queries, readSession, sessionQuery, signIn } from "../session/session";
import { hearTabs, tellTabs } from "../session/sessionChannel";
import { Icon } from "../ui/Icon";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { Logo } from "../ui/Logo";
import classes from "./SignInPage.module.css";

interface Faults {
  email?: string;
  password?: string;
  form?: string;
}

/** Signs in, and goes on to the address that was asked for. */
export function SignInPage() {
  const router = useRouter();
  const { to } = useSearch({ strict: false });
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  useEffect(() => {
    document.title = `${t("signIn.title")} · ${t("app.name")}`;
  }, []);

  // Signed in by another tab, or still signed in: there is nothing to do here.
  useEffect(() => {
    const goOn = async () => {
      const me = await readSession().catch(() => null);
      if (me === null) return;
      queries.setQueryData(sessionQuery.queryKey, me);
      router.history.replace(safeReturn(to));
    };
    void goOn();
    return hearTabs((news) => {
      if (news === "signed-in") void goOn();
    });
  }, [router, to]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Read from the form, not from state: password managers do not always tell React what they fill in.
    const data = new FormData(event.currentTarget);
    const given = { email: String(data.get("email")).trim(), password: String(data.get("password")) };
    if (given.email === "") {
      setFaults({ email: t("signIn.emailMissing") });
      email.current?.focus();
      return;
    }
    if (given.password === "") {
      setFaults({ password: t("signIn.passwordMissing") });
      password.current?.focus();
      return;
    }
    setBusy(true);
    setFaults({});
    try {
      await signIn(given.email, given.password);
      tellTabs("signed-in");
      router.history.replace(safeReturn(to));
    } catch (fault) {
      setFaults({ form: reason(fault) });
      password.current?.select();
    } finally {
      setBusy(false);
    }
  };

  return (
    <main id="content" className={classes.page}>
      <form className={classes.card} onSubmit={submit} noValidate aria-labelledby="sign-in-title">
        <Logo size={40} />
        <h1 id="sign-in-title">{t("signIn.title")}</h1>
        <p className={classes.hint}>{t("signIn.hint")}</p>
        <div role="alert">
          {faults.form === undefined ? null : (
            <p className={classes.fault}>
              <Icon name="alert" />
              {faults.form}
            </p>
          )}
        </div>
        <TextInput
          ref={email}
          label={t("signIn.email")}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          autoFocus
          error={faults.email}
        />
        <PasswordInput
          ref={password}
          label={t("signIn.password")}
          name="password"
          autoComplete="current-password"
          size="md"
          visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
          error={faults.password}
        />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t("signIn.submit")}
        </Button>
        <LanguageSwitch />
      </form>
    </main>
  );
}

function reason(fault: unknown): string {
  const code = fault instanceof ApiError ? fault.code : undefined;
  if (code === null) return t("signIn.unreachable");
  if (code === "rate_limited") return t("signIn.often");
  if (code === "insecure") return t("signIn.insecure");
  return code === "wrong_credentials" ? t("signIn.wrong") : t("signIn.failed");
}
