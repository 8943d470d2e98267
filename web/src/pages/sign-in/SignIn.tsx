import "./sign-in.css";
import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { ApiError, send } from "../../api/client";
import { enter, useApi } from "../../api/queries";
import type { Session, SignInMethods } from "../../api/types";
import { words } from "../../format/format";

const codeNeeded = "SRV-0102";

export function SignIn() {
  const methods = useApi<SignInMethods>("session/methods");
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [needsCode, setNeedsCode] = useState(false);
  const [fault, setFault] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const codeBox = useRef<HTMLInputElement>(null);
  useEffect(() => void (document.title = "Sign in · Carelake"), []);
  useEffect(() => {
    if (needsCode) codeBox.current?.focus();
  }, [needsCode]);

  const signIn = async (name: string, secret: string) => {
    setBusy(true);
    setFault(null);
    try {
      enter(await send<Session>("POST", "session", { userName: name, password: secret, ...(needsCode ? { code } : {}) }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.problem.code === codeNeeded && !needsCode) setNeedsCode(true);
      else setFault(error);
    } finally {
      setBusy(false);
    }
  };

  const demo = methods.data?.demoUsers ?? [];
  return (
    <main className="door">
      <div className={demo.length > 0 ? "door-box wide" : "door-box"}>
        <section>
          <h1>
            <img src="/favicon.svg" alt="" />
            Carelake
          </h1>
          <span className="dim">The hospital group's data, with its reasons.</span>
          {methods.data?.needsSetup && (
            <p className="fault" role="alert">
              Nobody can sign in yet. Open the one-time link that the server printed when it started; it makes the first administrator.
            </p>
          )}
          {methods.data?.openId && (
            <Button component="a" href={methods.data.openId.url} size="sm" fullWidth mt="md">
              Sign in with {methods.data.openId.name}
            </Button>
          )}
          {methods.data?.local !== false && (
            <form
              onSubmit={event => {
                event.preventDefault();
                void signIn(userName, password);
              }}
            >
              <TextInput label="User name" size="sm" autoComplete="username" required value={userName} onChange={event => setUserName(event.currentTarget.value)} />
              <PasswordInput label="Password" autoComplete="current-password" required value={password} onChange={event => setPassword(event.currentTarget.value)} />
              {needsCode && (
                <TextInput
                  ref={codeBox}
                  label="Code"
                  description="Six digits, from the authenticator app on your phone"
                  size="sm"
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  pattern="[0-9]{6}"
                  required
                  value={code}
                  onChange={event => setCode(event.currentTarget.value)}
                />
              )}
              {fault && (
                <p className="fault" role="alert">
                  {fault.message} {fault.problem.remedy ?? (fault.retryAfterSeconds ? `Try again in ${Math.ceil(fault.retryAfterSeconds / 60)} minutes.` : "")}
                </p>
              )}
              <Button type="submit" size="sm" loading={isBusy}>
                Sign in
              </Button>
            </form>
          )}
        </section>
        {demo.length > 0 && (
          <section aria-label="Demo users">
            <h2>Demo: sign in as one of them</h2>
            <ul className="demo-users">
              {demo.map(user => (
                <li key={user.userName}>
                  <button type="button" disabled={isBusy} onClick={() => void signIn(user.userName, user.password)}>
                    <strong>{user.name}</strong>
                    <span>{words(user.role)}</span>
                  </button>
                </li>
              ))}
            </ul>
            <p className="dim">Every person and figure in the demo is made up. Each user sees what the access policies let that role see.</p>
          </section>
        )}
        {methods.error && (
          <p className="fault" role="alert">
            The server does not answer. <Anchor onClick={() => void methods.refetch()}>Try again</Anchor>
          </p>
        )}
      </div>
    </main>
  );
}
