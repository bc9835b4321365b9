/** Runs `action` for every item, at most `width` at a time. The first failure is the result. */
export async function eachOf<T>(items: readonly T[], width: number, action: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await action(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
