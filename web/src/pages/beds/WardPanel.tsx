import { memo } from "react";
import { Link } from "@tanstack/react-router";
import { useUser } from "../../api/queries";
import type { Bed, Ward } from "../../api/types";
import { minutesSince, words } from "../../format/format";
import { useFormat } from "../../format/locale";
import { hasPage } from "../../shell/pages";
import { Panel } from "../../shell/Panel";
import { Masked } from "../../tables/Cell";
import { stateOf } from "./board";
import { OccupancyBar } from "./OccupancyBar";

interface Props {
  facility: string;
  ward: Ward;
  now: string;
  /** `room/bed` of the bed that changed last. */
  changed?: string;
  only: string;
}

export const WardPanel = memo(function WardPanel({ facility, ward, now, changed, only }: Props) {
  const beds = ward.beds.filter(bed => only === "all" || stateOf(bed) === only);
  if (beds.length === 0) return null;
  return (
    <Panel
      title={ward.name ?? ward.ward}
      note={`${ward.ward} · ${words(ward.kind)}`}
      isFlush
      actions={
        <span className="ward-sum">
          <OccupancyBar occupied={ward.occupied} total={ward.total} />
          <span>
            <strong>{ward.occupied}</strong> of {ward.total} occupied
          </span>
          <span>
            <strong>{ward.available}</strong> free
          </span>
          {ward.cleaning > 0 && (
            <span>
              <strong>{ward.cleaning}</strong> cleaning
            </span>
          )}
          {ward.blocked > 0 && (
            <span>
              <strong>{ward.blocked}</strong> blocked
            </span>
          )}
        </span>
      }
    >
      <ul className="bed-grid" aria-label={`Beds of ${ward.name ?? ward.ward}`}>
        {beds.map(bed => (
          <BedTile key={`${bed.room}/${bed.bed}`} facility={facility} bed={bed} now={now} isChanged={changed === `${bed.room}/${bed.bed}`} />
        ))}
      </ul>
    </Panel>
  );
});

const titles = { free: "Free", occupied: "Occupied", reserved: "Kept", cleaning: "Cleaning", blocked: "Blocked" } as const;

function BedTile({ facility, bed, now, isChanged }: { facility: string; bed: Bed; now: string; isChanged: boolean }) {
  const format = useFormat();
  const canOpen = hasPage("/patients", useUser());
  const state = stateOf(bed);
  const here = format.duration(minutesSince(bed.since, now));
  const leaves = state === "occupied" ? minutesSince(now, bed.expectedDischarge) : null;
  const hasPatient = state === "occupied" || state === "reserved";
  const className = ["bed", state, isChanged && "changed", leaves !== null && (leaves < 0 ? "overdue" : leaves < 12 * 60 && "leaving")].filter(Boolean).join(" ");
  return (
    <li className={className}>
      <span className="bed-head">
        <span>
          {bed.room}-{bed.bed}
        </span>
        <span>{bed.since ? here : ""}</span>
      </span>
      <span className="bed-name">{hasPatient ? person() : titles[state]}</span>
      {hasPatient && <span className="bed-more">{more()}</span>}
    </li>
  );

  function person() {
    if (state === "reserved" && !bed.patientName && !bed.masked?.length) return titles.reserved;
    if (!bed.patientName) return bed.masked?.includes("patientName") ? <Masked label={titles[state]} /> : titles[state];
    return canOpen && bed.patientId && !bed.masked?.includes("patientId") ? (
      <Link to="/patients" search={{ facility }} state={{ patient: bed.patientId }}>
        {bed.patientName}
      </Link>
    ) : (
      bed.patientName
    );
  }

  function more() {
    const parts = [state === "reserved" ? "Kept" : null, [bed.age, bed.sex?.slice(0, 1).toUpperCase()].filter(part => part !== null && part !== undefined).join(" "), bed.specialty];
    if (leaves !== null) parts.push(leaves < 0 ? `due ${format.shortMoment(bed.expectedDischarge)}` : leaves < 12 * 60 ? `leaves ${format.time(bed.expectedDischarge)}` : null);
    return parts.filter(Boolean).join(" · ") || "\u00a0";
  }
}
