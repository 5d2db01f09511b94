/** Files somebody pastes or drops, on their way to become evidence. */

/** The limit of the record, in bytes. */
export const LARGEST = 64 * 1024 * 1024;

const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** Whether the window shows it as a picture. */
export function isPicture(mediaType: string): boolean {
  return PICTURES.has(mediaType);
}

/** `812 B`, `41 kB`, `2.4 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} B`;
  if (bytes < 1_000_000) return `${String(Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `pasted 031407Z.txt`: a name for something that has none. */
export function pastedName(extension: string, now: number): string {
  const time = new Date(now).toISOString().slice(11, 19).replaceAll(":", "");
  return `pasted-${time}Z.${extension}`;
}

/** The bytes of a file in base64. */
export function base64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const address = typeof reader.result === "string" ? reader.result : "";
      resolve(address.slice(address.indexOf(",") + 1));
    };
    reader.onerror = () => {
      reject(new Error("the file could not be read"));
    };
    reader.readAsDataURL(file);
  });
}

/** What a paste or a drop holds: its files, else its text as a file. */
export function filesOf(data: DataTransfer, now: number): File[] {
  const files = [...data.files];
  if (files.length > 0) return files.map((file) => named(file, now));
  const text = data.getData("text/plain");
  if (text.trim() === "") return [];
  return [new File([text], pastedName("txt", now), { type: "text/plain" })];
}

/** Browsers call every pasted picture `image.png`: a name with the time can be told apart. */
function named(file: File, now: number): File {
  if (file.name !== "" && file.name !== "image.png") return file;
  const extension = file.type.split("/")[1] ?? "bin";
  return new File([file], pastedName(extension, now), { type: file.type });
}
