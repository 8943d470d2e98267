import { Button, MultiSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { ApiError, send } from "../../api/client";
import { client, useApi } from "../../api/queries";
import type { ApiKey } from "../../api/types";
import { useFormat } from "../../format/locale";
import { Panel } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { DataTable } from "../../tables/DataTable";

export function ApiKeys() {
  const format = useFormat();
  const answer = useApi<ApiKey[]>("api-keys");
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["api"]);
  const [made, setMade] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const attempt = async (action: () => Promise<void>) => {
    setFault(null);
    try {
      await action();
      await client.invalidateQueries({ queryKey: ["api-keys"] });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault([error.message, error.problem.remedy].filter(Boolean).join(" "));
    }
  };
  return (
    <Panel title="API keys" note="for machines; each has the rights of a service account" isFlush>
      <form
        className="table-tools"
        onSubmit={event => {
          event.preventDefault();
          void attempt(async () => {
            const created = await send<{ secret: string }>("POST", "api-keys", { name, scopes });
            setMade(created.secret);
            setName("");
          });
        }}
      >
        <TextInput label="What the key is for" w={220} required value={name} onChange={event => setName(event.currentTarget.value)} />
        <MultiSelect label="What it opens" w={260} data={["api", "fhir", "ingest", "metrics", "admin"]} value={scopes} onChange={setScopes} />
        <Button type="submit" mt={19}>
          Make a key
        </Button>
      </form>
      {fault && (
        <p role="alert" className="table-tools">
          {fault}
        </p>
      )}
      {made && (
        <div className="table-tools" role="status">
          <strong>Copy it now; it is not shown again:</strong> <code className="mono">{made}</code>
          <Button variant="default" onClick={() => setMade(null)}>
            Done
          </Button>
        </div>
      )}
      <Answer of={answer} what="the API keys">
        {keys => (
          <DataTable
            caption="API keys"
            rows={keys}
            rowKey={row => row.id}
            empty={<Empty title="No API keys">Machines cannot sign in until one is made.</Empty>}
            columns={[
              { title: "Key", value: row => row.name },
              { title: "Opens", value: row => row.scopes.join(", ") },
              { title: "Ends", value: row => row.expiresAt, render: row => format.date(row.expiresAt), isNowrap: true },
              { title: "Made", value: row => row.createdAt, render: row => format.moment(row.createdAt), isNowrap: true },
              { title: "Last used", value: row => row.lastUsedAt, render: row => format.shortMoment(row.lastUsedAt), isNowrap: true },
              {
                title: "End",
                value: () => null,
                render: row => (
                  <Button variant="default" size="compact-xs" aria-label={`End the key ${row.name}`} onClick={() => void attempt(() => send("DELETE", `api-keys/${row.id}`))}>
                    End
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
