/**
 * Sends a file's bytes to an upload ticket; the signature in `url` is the permission.
 * @returns null when they arrived, else what went wrong in words
 */
export async function sendFile(url: string, file: Blob, mediaType: string, send: typeof fetch = fetch): Promise<string | null> {
  try {
    const response = await send(url, { method: 'PUT', body: file, headers: { 'content-type': mediaType } });
    if (response.ok) return null;
    const said: unknown = await response.json().catch(() => null);
    if (typeof said === 'object' && said !== null && 'message' in said && typeof said.message === 'string') return said.message;
    return `The upload was refused (${response.status}). Try again.`;
  } catch {
    return 'The upload did not arrive. Check the connection and try again.';
  }
}
