import "./sign-in.css";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ApiError, send } from "../../api/client";

/** The first administrator, by the one-time link that the server prints. */
export function SetUp() {
  const token = new URLSearchParams(window.location.search).get("token") ?? "";
  const [fault, setFault] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    document.title = "Set up · Carelake";
    // The link works once and is a secret until then: not to stay in the history.
    window.history.replaceState(null, "", "/setup");
  }, []);
  const [kept] = useState(token);

  const create = async (data: FormData) => {
    setFault(null);
    const [password, again] = [String(data.get("password")), String(data.get("again"))];
    if (password !== again) return setFault("The two passwords differ.");
    try {
      await send("POST", "setup", { token: kept, userName: data.get("userName"), name: data.get("name"), password });
      setDone(true);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault([error.message, error.problem.remedy].filter(Boolean).join(" "));
    }
  };

  return (
    <main className="door">
      <div className="door-box">
        <h1>
          <img src="/favicon.svg" alt="" />
          Set up Carelake
        </h1>
        {isDone ? (
          <>
            <p>The first administrator is made. Sign in, and add the others under Administration.</p>
            <Button component="a" href="/" size="sm">
              To the sign-in
            </Button>
          </>
        ) : !kept ? (
          <p className="fault" role="alert">
            This address lacks its token. Open the whole link that the server printed; a new one is printed when the server is started again.
          </p>
        ) : (
          <>
            <span className="dim">Make the first administrator. The link works once.</span>
            <form
              onSubmit={event => {
                event.preventDefault();
                void create(new FormData(event.currentTarget));
              }}
            >
              <TextInput name="name" label="Your name" size="sm" autoComplete="name" required />
              <TextInput name="userName" label="User name" size="sm" autoComplete="username" required />
              <PasswordInput name="password" label="Password" description="At least 12 characters" autoComplete="new-password" minLength={12} required />
              <PasswordInput name="again" label="Password again" autoComplete="new-password" minLength={12} required />
              {fault && (
                <p className="fault" role="alert">
                  {fault}
                </p>
              )}
              <Button type="submit" size="sm">
                Make the administrator
              </Button>
            </form>
          </>
        )}
      </div>
    </main>
  );
}
