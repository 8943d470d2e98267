import { Button, Checkbox, Group, Modal, MultiSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { ApiError, send } from "../../api/client";
import { client, useApi, useFacilities } from "../../api/queries";
import type { UserAccount } from "../../api/types";
import { words } from "../../format/format";
import { useFormat } from "../../format/locale";
import { Panel, Pill } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { DataTable } from "../../tables/DataTable";
import { roles } from "../access/vocabulary";

const purposes = ["treatment", "payment", "operations", "research", "audit"];

export function Users() {
  const format = useFormat();
  const answer = useApi<UserAccount[]>("users");
  const [edited, setEdited] = useState<Partial<UserAccount> | null>(null);
  return (
    <Panel title="Users" isFlush actions={<Button onClick={() => setEdited({})}>Add a user</Button>}>
      <Answer of={answer} what="the users" lines={8}>
        {users => (
          <DataTable
            caption="Users"
            rows={users}
            rowKey={row => row.id}
            empty={<Empty title="No users" />}
            columns={[
              { title: "Name", value: row => row.name },
              { title: "User name", value: row => row.userName },
              { title: "Roles", value: row => row.roles.map(words).join(", ") },
              { title: "Facilities", value: row => row.facilities.join(", ") || "none" },
              { title: "Purposes", value: row => row.purposes.join(", ") },
              { title: "Training until", value: row => row.trainedUntil ?? null, render: row => format.date(row.trainedUntil), isNowrap: true },
              { title: "Last sign-in", value: row => row.lastSignIn ?? null, render: row => format.shortMoment(row.lastSignIn), isNowrap: true },
              {
                title: "State",
                value: row => (row.isLocked ? "locked" : row.isAdministrator ? "administrator" : "active"),
                render: row => (row.isLocked ? <Pill tone="bad">Locked</Pill> : row.isAdministrator ? <Pill tone="accent">Administrator</Pill> : <Pill tone="good">Active</Pill>),
              },
              {
                title: "Change",
                value: () => null,
                render: row => (
                  <Button variant="default" size="compact-xs" aria-label={`Change ${row.name}`} onClick={() => setEdited(row)}>
                    Change
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Answer>
      <Modal opened={edited !== null} onClose={() => setEdited(null)} title={edited?.id ? `Change ${edited.name}` : "Add a user"} closeButtonProps={{ "aria-label": "Close" }}>
        {edited && <UserForm key={edited.id ?? "new"} of={edited} onDone={() => setEdited(null)} />}
      </Modal>
    </Panel>
  );
}

function UserForm({ of, onDone }: { of: Partial<UserAccount>; onDone: () => void }) {
  const facilities = useFacilities();
  const [user, setUser] = useState(of);
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const change = (part: Partial<UserAccount>) => setUser({ ...user, ...part });
  const save = async (action: () => Promise<unknown>) => {
    setFault(null);
    try {
      await action();
      await client.invalidateQueries({ queryKey: ["users"] });
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault([error.message, error.problem.remedy].filter(Boolean).join(" "));
    }
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        const body = { ...user, ...(password ? { password } : {}) };
        void save(() => (of.id ? send("PUT", `users/${of.id}`, body) : send("POST", "users", body)));
      }}
    >
      <TextInput label="Name" required value={user.name ?? ""} onChange={event => change({ name: event.currentTarget.value })} />
      <TextInput label="User name" required disabled={of.id !== undefined} value={user.userName ?? ""} onChange={event => change({ userName: event.currentTarget.value })} />
      <MultiSelect label="Roles" data={roles.map(value => ({ value, label: words(value) }))} value={user.roles ?? []} onChange={value => change({ roles: value })} />
      <MultiSelect label="Facilities" data={(facilities.data ?? []).map(one => ({ value: one.id, label: one.name }))} value={user.facilities ?? []} onChange={value => change({ facilities: value })} />
      <TextInput label="Department" value={user.department ?? ""} onChange={event => change({ department: event.currentTarget.value || null })} />
      <MultiSelect label="Purposes" data={purposes.map(value => ({ value, label: words(value) }))} value={user.purposes ?? []} onChange={value => change({ purposes: value })} />
      <TextInput label="Privacy training until" type="date" value={user.trainedUntil?.slice(0, 10) ?? ""} onChange={event => change({ trainedUntil: event.currentTarget.value || null })} />
      <PasswordInput size="xs" label={of.id ? "New password, if it is to change" : "First password"} description="At least 12 characters" autoComplete="new-password" minLength={12} required={!of.id} value={password} onChange={event => setPassword(event.currentTarget.value)} />
      <Checkbox size="xs" mt="sm" label="Administrator: may manage users, sources and keys" checked={user.isAdministrator ?? false} onChange={event => change({ isAdministrator: event.currentTarget.checked })} />
      {of.id && <Checkbox size="xs" mt="xs" label="Locked" checked={user.isLocked ?? false} onChange={event => change({ isLocked: event.currentTarget.checked })} />}
      {fault && <p role="alert">{fault}</p>}
      <Group justify="flex-end" mt="md">
        {of.id && (
          <Button variant="default" mr="auto" onClick={() => void save(() => send("DELETE", `users/${of.id}`))}>
            Remove
          </Button>
        )}
        <Button type="submit">Save</Button>
      </Group>
    </form>
  );
}
