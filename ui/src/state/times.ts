/** Instants and lengths of time for people. Instants are UTC, RFC 3339, as on the wire. */

/** `03:14:07Z`, or `03:14Z` without seconds. */
export function utc(instant: string | number, seconds = true): string {
  const text = new Date(instant).toISOString();
  return `${text.slice(11, seconds ? 19 : 16)}Z`;
}

/** `04:14 CET`: in the zone of this computer. */
export function local(instant: string | number, seconds = false): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
    timeZoneName: "short",
  }).format(new Date(instant));
}

/** `25 Nov 2026`, in UTC. */
export function day(instant: string | number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(instant),
  );
}

/** `25 Nov 2026, 03:14Z`. */
export function dayAndTime(instant: string | number): string {
  return `${day(instant)}, ${utc(instant, false)}`;
}

/** Whether two instants lie on the same day in UTC. */
export function sameDay(a: string | number, b: string | number): boolean {
  return new Date(a).toISOString().slice(0, 10) === new Date(b).toISOString().slice(0, 10);
}

/** `00:12:41` from milliseconds; `2 d 03:12:41` when longer than a day. */
export function elapsed(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(total / 86_400);
  const two = (n: number) => String(n).padStart(2, "0");
  const rest = [Math.floor((total % 86_400) / 3600), Math.floor((total % 3600) / 60), total % 60];
  const text = rest.map(two).join(":");
  return days > 0 ? `${String(days)} d ${text}` : text;
}

/** `12:41`, with hours only when there are some. */
export function timer(ms: number): string {
  const text = elapsed(ms);
  return text.startsWith("00:") ? text.slice(3) : text;
}

/** `T+00:13:07` or `T−00:02:00` from seconds. */
export function tPlus(seconds: number): string {
  return `T${seconds < 0 ? "−" : "+"}${elapsed(Math.abs(seconds) * 1000)}`;
}

/** `in 12 min`, `2 h ago`, `just now`, relative to `now` in milliseconds. */
export function ago(instant: string, now: number): string {
  const seconds = Math.round((now - Date.parse(instant)) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return "just now";
  const [n, unit] =
    size < 3600
      ? [Math.round(size / 60), "min"]
      : size < 86_400
        ? [Math.round(size / 3600), "h"]
        : [Math.round(size / 86_400), "d"];
  return seconds >= 0 ? `${String(n)} ${unit} ago` : `in ${String(n)} ${unit}`;
}
