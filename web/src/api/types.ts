// What the server says, after its contract. Amounts are numbers in the scale of their table, moments are ISO 8601 in UTC.

export interface Session {
  user: User;
  purpose: string;
  breakGlass: { reason: string; until: string } | null;
  tenant: { id: string; name: string };
  isDemo: boolean;
  version: string;
}

export interface User {
  id: string;
  userName: string;
  name: string;
  roles: string[];
  facilities: string[];
  department?: string | null;
  purposes: string[];
  isAdministrator: boolean;
  mustEnrolTotp?: boolean;
  locale?: string | null;
}

export interface UserAccount {
  id: string;
  userName: string;
  name: string;
  roles: string[];
  facilities: string[];
  department?: string | null;
  purposes: string[];
  trainedUntil?: string | null;
  isAdministrator: boolean;
  isLocked: boolean;
  lastSignIn?: string | null;
}

export interface SignInMethods {
  local: boolean;
  openId: { name: string; url: string } | null;
  needsSetup: boolean;
  demoUsers?: { userName: string; name: string; role: string; password: string }[];
}

export interface ApiKey {
  id: string;
  name: string;
  createdAt: string;
  expiresAt?: string | null;
  lastUsedAt?: string | null;
  createdBy?: string | null;
}

export interface Source {
  id: string;
  connector: string;
  facility: string | null;
  isActive: boolean;
  schedule: string | null;
  tables: { name: string; loadType: string; watermark: string | null; lastLoadedAt: string | null; rows: number | null }[];
}

export interface DataKey {
  name: string;
  provider: string;
  createdAt: string;
  uses: string[] | string | number;
}

export interface Facility {
  id: string;
  name: string;
  country?: string;
  currency?: string;
}

export type BedState = "free" | "occupied" | "reserved" | "cleaning" | "blocked";

export interface Bed {
  bed: string;
  room: string;
  state: BedState;
  since: string | null;
  visitId?: string | null;
  patientName?: string | null;
  patientId?: string | null;
  age?: number | null;
  sex?: string | null;
  expectedDischarge?: string | null;
  specialty?: string | null;
  masked?: string[];
}

export interface Ward {
  ward: string;
  name?: string | null;
  kind: string;
  beds: Bed[];
  occupied: number;
  available: number;
  blocked: number;
  cleaning: number;
  total: number;
}

export interface BedBoard {
  facilityId: string;
  asOf: string;
  wards: Ward[];
  withoutBed: (Partial<Bed> & { location?: string | null })[];
  issues: { code: string; message: string; at: string | null }[];
}

export interface BedChange extends Bed {
  ward: string;
  asOf?: string;
}

export interface EmergencyBoard {
  facilityId: string;
  asOf: string;
  patients: (Partial<Bed> & { location?: string | null; arrivedAt?: string | null; waitedMinutes: number; waitedForBedMinutes?: number | null; isBreach: boolean })[];
  waiting: number;
  awaitingBed: number;
  breaches: number;
}

export interface TheatreCase {
  caseId: string;
  status: string;
  plannedAt: string | null;
  inTheatreAt: string | null;
  outOfTheatreAt: string | null;
  procedure?: string | null;
  patientName?: string | null;
  masked?: string[];
}

export interface TheatreBoard {
  facilityId: string;
  asOf: string;
  theatres: { theatre: string; cases: TheatreCase[] }[];
}

export interface DischargeBoard {
  facilityId: string;
  asOf: string;
  discharges: (Partial<Bed> & { ward?: string | null; expectedDischarge: string; isOverdue: boolean })[];
}

export interface FlowMeasure {
  name: string;
  title: string;
  unit: string;
  definition: string;
  points: { at?: string; day?: string; ward?: string | null; value: number | null }[];
}

export type Shown = "yes" | "some" | "mask" | "hash" | "no";

export interface Column {
  name: string;
  type: string;
  unit?: string | null;
  description?: string | null;
  sensitivity?: string | null;
  shown?: Shown;
}

export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

export interface Rows {
  table?: string;
  columns: Column[];
  rows: Row[];
  page?: number;
  pageSize?: number;
  total?: number;
  asOf?: string | null;
  version?: number | null;
  truncated?: boolean;
}

export interface Kpi {
  name: string;
  table: string;
  title: string;
  description?: string;
  formula: string;
  unit: string;
  asOf: string;
  column: string;
  slices: string[];
  better?: "higher" | "lower" | null;
}

export interface KpiRows extends Rows {
  definition?: Kpi;
}

export interface TableSummary {
  table: string;
  layer: string;
  description: string;
  grain?: string | null;
  owner?: string | null;
  materialisation?: string | null;
  version: number | null;
  updatedAt: string | null;
  rows: number | null;
  bytes: number | null;
}

export interface TableDetail extends TableSummary {
  keys: string[];
  columns: (Column & { sources?: { table: string; column: string }[] })[];
  rules: { name: string; type: string; columns?: string[]; severity: string; message: string }[];
  inputs: string[];
  readers: string[];
  kpi?: Kpi | null;
}

export interface TableVersion {
  version: number;
  at: string;
  operation: string;
  metrics: Record<string, string | number> | null;
  filesAdded: number;
  filesRemoved: number;
}

export interface Why {
  table: string;
  key: Row | null;
  rows: Row[];
  children: Why[];
}

export interface PatientRecord {
  patient: Row & { masked?: never };
  columns?: Column[];
  encounters: Rows;
  claims: Rows;
  transactions: Rows;
}

export interface QualityScore {
  table: string;
  source: string;
  day: string;
  completeness: number | null;
  validity: number | null;
  uniqueness: number | null;
  consistency: number | null;
  timeliness: number | null;
  overall: number | null;
}

export interface QualityRule {
  table: string;
  rule: string;
  severity: string;
  message: string;
  failed: number;
  checked: number;
  lastRun: string | null;
}

export interface QuarantineGroup {
  table: string;
  source: string;
  rule: string;
  reason: string;
  rows: number;
  oldest: string | null;
}

export interface Run {
  id: string;
  startedAt: string;
  endedAt: string | null;
  state: string;
  rowsRead: number;
  rowsLoaded: number;
  quarantined: number;
  duplicates: number;
  failures: number;
}

export interface RunStep {
  table: string;
  layer: string;
  state: string;
  startedAt: string | null;
  seconds: number | null;
  read: number;
  loaded: number;
  updated: number;
  quarantined: number;
  duplicates: number;
  version: number | null;
  error: string | null;
}

export interface RunDetail extends Run {
  steps: RunStep[];
}

export interface Lineage {
  nodes: { table: string; layer: string; rows: number | null; updatedAt: string | null }[];
  edges: { from: string; to: string }[];
}

export interface Policy {
  id: string;
  effect: string;
  reason: string;
  obligation?: string | null;
  file: string;
  text: string;
}

export interface MatrixCell {
  role: string;
  purpose: string;
  action: string;
  situation: string;
  class: string;
  specialty: string;
  answer: string;
}

export interface Explanation {
  answer: string;
  decision: string;
  obligation?: string | null;
  policies: { id: string; effect: string; reason: string }[];
  errors: string[];
}

export interface AuditEntry {
  index: number;
  at: string;
  user: string;
  action: string;
  resource: string;
  purpose: string | null;
  decision: string;
  policies: string[];
  rows: number | null;
  isBreakGlass: boolean;
}

export interface AuditPage {
  total: number;
  entries: AuditEntry[];
}

export interface AuditVerification {
  isIntact: boolean;
  records: number;
  root: string;
  checkedAt: string;
  problems: { index: number; message: string }[];
}

export interface Disclosure {
  at: string;
  user: string;
  purpose: string;
  resource: string;
}

// RFC 9457, with the issue code and what to do about it.
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code?: string;
  remedy?: string;
}
