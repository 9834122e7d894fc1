/** After this time every browser has read the file, in milliseconds. */
const REVOKE_AFTER = 10_000;

/** Hands the browser a text to save as a file. */
export function download(document: Document, name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER);
}
