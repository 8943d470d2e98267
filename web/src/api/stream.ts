import { useEffect, useRef, useState } from "react";

export type StreamState = "connecting" | "live" | "lost";

/** Server-sent events by name. The browser reconnects by itself; `lost` says that what is shown may be old. */
export function useStream(url: string | null, handlers: Record<string, (data: unknown) => void>): StreamState {
  const [state, setState] = useState<StreamState>("connecting");
  const latest = useRef(handlers);
  latest.current = handlers;
  const names = Object.keys(handlers).join(" ");

  useEffect(() => {
    if (!url) return;
    const source = new EventSource(url);
    setState("connecting");
    source.onopen = () => setState("live");
    source.onerror = () => setState("lost");
    for (const name of names.split(" "))
      source.addEventListener(name, event => latest.current[name]?.(JSON.parse((event as MessageEvent<string>).data || "null")));
    return () => source.close();
  }, [url, names]);

  return state;
}
