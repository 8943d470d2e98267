import { words } from "../../format/format";
import { Pill, type Tone } from "../../shell/Panel";

const tones: Record<string, Tone> = { succeeded: "good", done: "good", completed: "good", ok: "good", failed: "bad", running: "accent", started: "accent", partial: "warn", skipped: "plain", unchanged: "plain" };

export const StatePill = ({ state }: { state: string }) => <Pill tone={tones[state.toLowerCase()] ?? "plain"}>{words(state)}</Pill>;

export const isRunning = (state: string) => /^(running|started)$/i.test(state);
