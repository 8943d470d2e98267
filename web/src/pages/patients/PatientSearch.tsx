import { Button, TextInput } from "@mantine/core";
import { Link, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { FacilityFilter, useFilters } from "../../shell/filters";
import { PageHeader } from "../../shell/PageHeader";
import { Panel } from "../../shell/Panel";
import { Empty } from "../../states/States";
import { RowsTable } from "../../tables/RowsTable";

const shown = new Set(["facility_id", "mrn", "family_name", "given_name", "birth_date", "gender", "nhs_number", "postal_code"]);

/** What is searched for is patient data, so it stays out of the address and of the browser's history. */
export function PatientSearch() {
  const { facility } = useFilters();
  const asked = useRouterState({ select: state => state.location.state.patient ?? "" });
  const [text, setText] = useState(asked);
  const [query, setQuery] = useState(asked);
  return (
    <>
      <PageHeader title="Patients" note="One record a facility; what you may see of it, the policies decide">
        <FacilityFilter />
      </PageHeader>
      <Panel title="Find a patient" isFlush>
        <form
          className="table-tools"
          role="search"
          onSubmit={event => {
            event.preventDefault();
            setQuery(text.trim());
          }}
        >
          <TextInput label="Name, record number or NHS number" w={320} value={text} onChange={event => setText(event.currentTarget.value)} autoComplete="off" />
          <Button type="submit" mt={19}>
            Search
          </Button>
        </form>
        <RowsTable
          key={`${query} ${facility}`}
          caption="Patients"
          path="patients/search"
          isPosted
          parameters={{ query, facility }}
          exportPath={null}
          canFilter={false}
          columns={column => shown.has(column.name)}
          empty={<Empty title="Nobody found">Check the spelling, or take the facility filter away. Records that the policies do not open to you are not listed.</Empty>}
          link={row =>
            typeof row.patient_key !== "string" ? null : (
              <Link to="/patients/$key" params={{ key: row.patient_key }}>
                Open
              </Link>
            )
          }
        />
      </Panel>
    </>
  );
}
