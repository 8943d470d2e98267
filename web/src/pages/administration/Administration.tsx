import { Button, Switch, Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, isNotServed, send } from "../../api/client";
import { client, useApi, useUser } from "../../api/queries";
import type { DataKey, Source } from "../../api/types";
import { useFormat } from "../../format/locale";
import { PageHeader } from "../../shell/PageHeader";
import { Panel } from "../../shell/Panel";
import { Answer, Empty, Forbidden } from "../../states/States";
import { DataTable } from "../../tables/DataTable";
import { ApiKeys } from "./ApiKeys";
import { Users } from "./Users";

const views = ["users", "sources", "keys"] as const;

export function Administration() {
  const { view } = useSearch({ strict: false });
  const navigate = useNavigate();
  const user = useUser();
  const hasSources = !isNotServed(useApi(user.isAdministrator ? "sources" : null).error);
  if (!user.isAdministrator)
    return (
      <>
        <PageHeader title="Administration" />
        <Panel title="Users, sources and keys">
          <Forbidden problem={{ title: "Forbidden", status: 403, detail: "Users, sources and keys are managed by administrators.", remedy: "Ask one of them for what you need." }} />
        </Panel>
      </>
    );
  return (
    <>
      <PageHeader title="Administration" note="Who may sign in, what is read, and the keys" />
      <Tabs value={views.find(one => one === view) ?? "users"} keepMounted={false} onChange={next => void navigate({ to: "/administration", search: old => ({ ...old, view: next ?? undefined }), replace: true })}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="users">Users</Tabs.Tab>
          {hasSources && <Tabs.Tab value="sources">Sources</Tabs.Tab>}
          <Tabs.Tab value="keys">Keys</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="users">
          <Users />
        </Tabs.Panel>
        <Tabs.Panel value="sources">
          <Sources />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <ApiKeys />
          <DataKeys />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Sources() {
  const format = useFormat();
  const answer = useApi<Source[]>("sources");
  const [fault, setFault] = useState<string | null>(null);
  const set = async (source: Source, isActive: boolean) => {
    setFault(null);
    try {
      await send("PUT", `sources/${encodeURIComponent(source.id)}/active`, { isActive });
      await client.invalidateQueries({ queryKey: ["sources"] });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
    }
  };
  return (
    <Panel title="Sources" note="what is read; a source that is off keeps what it has delivered" isFlush>
      {fault && (
        <p role="alert" className="table-tools">
          {fault}
        </p>
      )}
      <Answer of={answer} what="the sources" lines={6}>
        {sources => (
          <>
            <DataTable
              caption="Sources"
              rows={sources}
              rowKey={row => row.id}
              empty={<Empty title="No sources">Add one to carelake.yaml; the guide “Adding a source” takes ten minutes.</Empty>}
              columns={[
                { title: "Source", value: row => row.id },
                { title: "Connector", value: row => row.connector },
                { title: "Facility", value: row => row.facility },
                { title: "Schedule", value: row => row.schedule },
                { title: "Tables", value: row => row.tables.length, isRight: true },
                { title: "Last loaded", value: row => latest(row), render: row => format.shortMoment(latest(row)), isNowrap: true },
                { title: "Active", value: row => (row.isActive ? "yes" : "no"), render: row => <Switch size="xs" aria-label={`${row.id} is read`} checked={row.isActive} onChange={event => void set(row, event.currentTarget.checked)} /> },
              ]}
            />
            <DataTable
              caption="Tables of the sources"
              rows={sources.flatMap(source => source.tables.map(table => ({ ...table, source: source.id })))}
              rowKey={row => `${row.source} ${row.name}`}
              columns={[
                { title: "Table", value: row => row.name },
                { title: "Source", value: row => row.source },
                { title: "Load", value: row => row.loadType },
                { title: "Read up to", value: row => row.watermark, render: row => <span className="mono">{row.watermark ?? "–"}</span> },
                { title: "Last loaded", value: row => row.lastLoadedAt, render: row => format.shortMoment(row.lastLoadedAt), isNowrap: true },
                { title: "Rows", value: row => row.rows, render: row => format.number(row.rows), isRight: true },
              ]}
            />
          </>
        )}
      </Answer>
    </Panel>
  );
}

const latest = (source: Source) => source.tables.map(table => table.lastLoadedAt).filter(at => at !== null).sort().at(-1) ?? null;

function DataKeys() {
  const format = useFormat();
  const answer = useApi<DataKey[]>("keys");
  const [said, setSaid] = useState<string | null>(null);
  if (isNotServed(answer.error)) return null;
  const rotate = async () => {
    try {
      await send("POST", "keys/rotate");
      setSaid("A new key wraps what is written from now on; older data keys stay readable.");
      await client.invalidateQueries({ queryKey: ["keys"] });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setSaid(error.message);
    }
  };
  return (
    <Panel
      title="Encryption keys"
      note="names only; the keys stay with their provider"
      actions={
        <Button variant="default" onClick={() => void rotate()}>
          Rotate
        </Button>
      }
      isFlush
    >
      <p role="status" className={said ? "table-tools" : "visually-hidden"}>
        {said}
      </p>
      <Answer of={answer} what="the keys">
        {keys => (
          <DataTable
            caption="Encryption keys"
            rows={keys}
            rowKey={row => row.name}
            empty={<Empty title="No keys">They are made when the first file is landed.</Empty>}
            columns={[
              { title: "Key", value: row => row.name, render: row => <span className="mono">{row.name}</span> },
              { title: "Provider", value: row => row.provider },
              { title: "Made", value: row => row.createdAt, render: row => format.moment(row.createdAt), isNowrap: true },
              { title: "Used for", value: row => (Array.isArray(row.uses) ? row.uses.join(", ") : row.uses) },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
