import "./beds.css";
import { SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import { address } from "../../api/client";
import { useApi } from "../../api/queries";
import { useStream } from "../../api/stream";
import type { BedBoard, BedChange, BedWaiting, DischargeBoard, Facility } from "../../api/types";
import { Figure, Figures } from "../../figures/Figure";
import { useFormat } from "../../format/locale";
import { FacilityFilter, useBoardFacility } from "../../shell/filters";
import { PageHeader } from "../../shell/PageHeader";
import { Panel, Pill } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { Masked } from "../../tables/Cell";
import { DataTable } from "../../tables/DataTable";
import { MeasureChart } from "../flow/MeasureChart";
import { withChange } from "./board";
import { WardPanel } from "./WardPanel";

export function Beds() {
  const facilities = useApi<Facility[]>("live/facilities");
  const facility = useBoardFacility(facilities.data);
  return (
    <Answer of={facilities} what="the hospitals">
      {list =>
        facility ? (
          <LiveBoard key={facility} facility={facility} facilities={list} />
        ) : (
          <>
            <PageHeader title="Beds" />
            <Empty title="No hospital reports its beds yet">Connect a feed of ADT messages; the board fills as they arrive.</Empty>
          </>
        )
      }
    </Answer>
  );
}

function LiveBoard({ facility, facilities }: { facility: string; facilities: Facility[] }) {
  const format = useFormat();
  const first = useApi<BedBoard>("live/beds", { facility });
  const [board, setBoard] = useState<BedBoard | null>(null);
  const [changed, setChanged] = useState<{ ward: string; place: string } | null>(null);
  const [only, setOnly] = useState("all");
  const stream = useStream(first.error ? null : address("live/beds/stream", { facility }), {
    board: data => setBoard(data as BedBoard),
    change: data => {
      const change = data as BedChange;
      setBoard(old => old && withChange(old, change));
      setChanged({ ward: change.ward, place: `${change.room}/${change.bed}` });
    },
    waiting: data => setBoard(old => old && { ...old, ...(data as BedWaiting) }),
    ping: () => undefined,
  });
  const shown = board ?? first.data;
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => setChanged(null), 2500);
    return () => clearTimeout(timer);
  }, [changed]);

  return (
    <>
      <PageHeader
        title="Beds"
        note={
          <span className={`live ${stream === "live" ? "on" : stream === "lost" ? "lost" : ""}`} role="status">
            {stream === "live" ? "Live" : stream === "lost" ? "Connection lost, trying again; what you see may be old" : "Connecting"}
            {shown && ` · as of ${format.time(shown.asOf, true)}`}
          </span>
        }
      >
        <FacilityFilter isRequired value={facility} among={facilities} />
      </PageHeader>
      <Answer of={{ ...first, data: shown }} what="the beds" lines={10}>
        {data => (
          <>
            <Sums board={data} />
            <SegmentedControl
              size="xs"
              mb="sm"
              aria-label="Which beds"
              value={only}
              onChange={setOnly}
              data={[
                { value: "all", label: "All" },
                { value: "free", label: "Free" },
                { value: "occupied", label: "Occupied" },
                { value: "reserved", label: "Kept" },
                { value: "cleaning", label: "Cleaning" },
                { value: "blocked", label: "Blocked" },
              ]}
            />
            {data.wards.length === 0 && <Empty title="No wards">The bed plan of this hospital is empty; give one to the server.</Empty>}
            {data.wards.map(ward => (
              <WardPanel key={ward.ward} facility={facility} ward={ward} now={data.asOf} only={only} changed={changed?.ward === ward.ward ? changed.place : undefined} />
            ))}
            <div className="columns">
              <Discharges facility={facility} />
              <Waiting board={data} />
            </div>
            <MeasureChart facility={facility} name="occupancy" />
          </>
        )}
      </Answer>
    </>
  );
}

function Sums({ board }: { board: BedBoard }) {
  const format = useFormat();
  const sum = (part: "occupied" | "available" | "cleaning" | "blocked" | "total") => board.wards.reduce((total, ward) => total + ward[part], 0);
  const total = sum("total");
  const figure = (title: string, text: string, formula: string, unit = "beds") => ({ definition: { title, formula, unit, asOf: board.asOf, basis: "the last message of the feed" }, values: [{ text, unit }] });
  const foot = <span>as of {format.time(board.asOf, true)}</span>;
  const rows = <a href="#wards">Beds</a>;
  return (
    <div id="wards">
      <Figures label="Beds now" isSmall>
        <Figure {...figure("Occupancy", format.rate(total ? sum("occupied") / total : null), "occupied beds / all beds, blocked ones included", "of all beds")} foot={foot} rows={rows} />
        <Figure {...figure("Occupied", format.number(sum("occupied")), "beds that a patient is in")} foot={foot} rows={rows} />
        <Figure {...figure("Free", format.number(sum("available")), "beds ready for a patient: neither occupied, kept, being cleaned nor blocked")} foot={foot} rows={rows} />
        <Figure {...figure("Cleaning or blocked", format.number(sum("cleaning") + sum("blocked")), "beds being cleaned (HL7 table 0116: H) and beds not to be used (C, I, K)")} foot={foot} rows={rows} />
        <Figure {...figure("Without a bed", format.number(board.withoutBed.length), "patients here whose last known place is not a bed", "patients")} foot={foot} rows={<a href="#waiting">Patients</a>} />
      </Figures>
    </div>
  );
}

function Discharges({ facility }: { facility: string }) {
  const format = useFormat();
  const answer = useApi<DischargeBoard>("live/discharges", { facility });
  return (
    <Panel title="Expected discharges" note={answer.data && `next 24 hours · as of ${format.time(answer.data.asOf)}`} isFlush>
      <Answer of={answer} what="the expected discharges">
        {board => (
          <DataTable
            caption="Expected discharges"
            canExport={false}
            pageSize={10}
            rows={board.discharges}
            rowKey={(_, index) => String(index)}
            empty={<Empty title="Nobody is expected to leave">Discharges show here when a ward gives an expected date (PV2-9).</Empty>}
            columns={[
              { title: "Patient", value: row => row.patientName ?? null, render: row => row.patientName ?? <Masked /> },
              { title: "Place", value: row => row.location?.split("^").filter(Boolean).join(" ") ?? [row.ward, row.room, row.bed].filter(Boolean).join(" ") },
              { title: "Expected", value: row => row.expectedDischarge ?? null, render: row => format.shortMoment(row.expectedDischarge), isNowrap: true },
              { title: "State", value: row => (row.isOverdue ? "overdue" : "expected"), render: row => <Pill tone={row.isOverdue ? "warn" : "plain"}>{row.isOverdue ? "Overdue" : "Expected"}</Pill> },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}

function Waiting({ board }: { board: BedBoard }) {
  const format = useFormat();
  return (
    <Panel id="waiting" title="Without a bed" note={`as of ${format.time(board.asOf)}`} isFlush>
      <DataTable
        caption="Patients without a bed"
        canExport={false}
        pageSize={10}
        rows={board.withoutBed}
        rowKey={(_, index) => String(index)}
        empty={<Empty title="Everybody has a bed" />}
        columns={[
          { title: "Patient", value: row => row.patientName ?? null, render: row => row.patientName ?? <Masked /> },
          { title: "Last place", value: row => row.location?.split("^").filter(Boolean).join(" ") ?? row.room ?? null },
          { title: "Since", value: row => row.since ?? null, render: row => format.shortMoment(row.since), isNowrap: true },
        ]}
      />
      {board.issues.length > 0 && (
        <DataTable
          caption="What the messages contradict"
          isPlain
          rows={board.issues}
          rowKey={(_, index) => String(index)}
          columns={[
            { title: "Code", value: row => row.code, render: row => <span className="mono">{row.code}</span> },
            { title: "What the messages contradict", value: row => row.message },
            { title: "At", value: row => row.at, render: row => format.shortMoment(row.at), isNowrap: true },
          ]}
        />
      )}
    </Panel>
  );
}
