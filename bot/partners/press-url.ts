/** The address of ours that leads to a partner; token null where many read it. Null where the product is seen from nowhere. */
export function pressUrl(
  publicUrl: string | null,
  { slug, signalId, token }: { readonly slug: string; readonly signalId: string | null; readonly token: string | null },
): string | null {
  if (publicUrl === null) return null;
  const url = new URL(`/r/${slug}`, publicUrl);
  if (signalId !== null) url.searchParams.set('s', signalId);
  if (token !== null) url.searchParams.set('u', token);
  return url.href;
}
