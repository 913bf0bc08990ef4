import { Button } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { t } from "../messages/t";
import { ApiError } from "../session/session";
import { FullPage } from "../ui/FullPage";

const AGAIN_MS = 3000;

/** A page that could not be shown. When only the server was out of reach, it comes back by itself. */
export function RouteFault({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const unreachable = error instanceof ApiError;
  useEffect(() => {
    if (!unreachable) return;
    const timer = setInterval(() => void router.invalidate(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [router, unreachable]);
  if (unreachable) return <FullPage title={t("app.unreachable")} hint={t("app.unreachableHint")} />;
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <FullPage title={t("app.fault")} hint={t("app.faultHint")}>
      <Button onClick={again}>{t("app.tryAgain")}</Button>
    </FullPage>
  );
}
