import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { ApiError, send } from "../../api/client";
import { useUser } from "../../api/queries";
import { words } from "../../format/format";
import { rolesOf } from "../../shell/pages";
import { PageHeader } from "../../shell/PageHeader";
import { Panel, Pill } from "../../shell/Panel";

export function Account() {
  const user = useUser();
  return (
    <>
      <PageHeader title="Account" note="What this account may be used for, and its second step at sign-in" />
      <div className="columns">
        <Panel title={user.name}>
          <dl className="facts">
            <dt>User name</dt>
            <dd>{user.userName}</dd>
            <dt>Roles</dt>
            <dd>{rolesOf(user).map(words).join(", ")}</dd>
            <dt>Facilities</dt>
            <dd>{user.facilities.join(", ") || "none"}</dd>
            <dt>Department</dt>
            <dd>{user.department ?? "none"}</dd>
            <dt>Purposes</dt>
            <dd>{user.purposes.map(words).join(", ")}</dd>
          </dl>
        </Panel>
        <TwoStep isAsked={user.mustEnrolTotp ?? false} />
      </div>
    </>
  );
}

function TwoStep({ isAsked }: { isAsked: boolean }) {
  const [secret, setSecret] = useState<{ secret: string; uri: string } | null>(null);
  const [isDone, setDone] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const attempt = async (action: () => Promise<void>) => {
    setFault(null);
    try {
      await action();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault([error.message, error.problem.remedy].filter(Boolean).join(" "));
    }
  };
  return (
    <Panel title="Two-step sign-in" note={isAsked && !isDone ? <Pill tone="warn">Your group asks for it</Pill> : undefined}>
      {isDone ? (
        <p role="status">Done: from now on the sign-in asks for a code.</p>
      ) : secret ? (
        <form
          onSubmit={event => {
            event.preventDefault();
            const code = new FormData(event.currentTarget).get("code");
            void attempt(async () => {
              await send("PUT", "session/totp", { code });
              setDone(true);
            });
          }}
        >
          <p>Add this key to an authenticator app, then type the six digits it shows.</p>
          <dl className="facts">
            <dt>Key</dt>
            <dd className="mono">{secret.secret.replace(/(.{4})/g, "$1 ")}</dd>
            <dt>Link</dt>
            <dd>
              <a href={secret.uri}>Open in an app on this device</a>
            </dd>
          </dl>
          <TextInput name="code" label="Code" inputMode="numeric" pattern="[0-9]{6}" autoComplete="one-time-code" required w={160} my="sm" />
          <Button type="submit">Confirm</Button>
        </form>
      ) : (
        <>
          <p>A code from an app on your phone, asked for after the password. A stolen password alone then opens nothing.</p>
          <Button onClick={() => void attempt(async () => setSecret(await send("POST", "session/totp")))}>Set it up</Button>
        </>
      )}
      {fault && <p role="alert">{fault}</p>}
    </Panel>
  );
}
