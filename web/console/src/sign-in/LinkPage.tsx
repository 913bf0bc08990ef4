import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { type PlainKey, t } from "../messages/t";
import { type LinkFound, lookAtLink } from "../session/links";
import { ApiError } from "../session/session";
import { Loading } from "../shell/Loading";
import { FullPage } from "../ui/FullPage";
import { LinkForm } from "./LinkForm";

/** Where a one-time link leads: the first owner is made, an invitation accepted, a password reset. */
export function LinkPage() {
  // Behind `#`, which browsers send to nobody.
  const [token] = useState(() => window.location.hash.slice(1));
  const [found, setFound] = useState<LinkFound | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    document.title = t("app.name");
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` is what asks again
  useEffect(() => {
    let wanted = true;
    setFault(null);
    lookAtLink(token).then(
      (answer) => wanted && setFound(answer),
      (reason) => wanted && setFault(reason),
    );
    return () => {
      wanted = false;
    };
  }, [token, tries]);

  if (found !== null) {
    return <LinkForm token={token} found={found} onGone={() => setFound(null)} onFault={setFault} />;
  }
  if (fault === null) return <Loading />;
  const code = fault instanceof ApiError ? fault.code : "internal";
  if (code === "link_gone" || code === "malformed" || code === "invalid") {
    return (
      <FullPage title={t("link.gone")} hint={t("link.goneHint")}>
        <Link to="/sign-in">{t("link.toSignIn")}</Link>
      </FullPage>
    );
  }
  return (
    <FullPage title={t("app.fault")} hint={t(linkFault(fault))}>
      <Button onClick={() => setTries(tries + 1)}>{t("app.tryAgain")}</Button>
    </FullPage>
  );
}

/** What is told of a refusal that has no field. */
export function linkFault(fault: unknown): PlainKey {
  const code = fault instanceof ApiError ? fault.code : "internal";
  if (code === null) return "signIn.unreachable";
  if (code === "rate_limited") return "signIn.often";
  return code === "insecure" ? "signIn.insecure" : "signIn.failed";
}
