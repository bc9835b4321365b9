namespace TeamCalendars.Writes;

/// <summary>What becomes of a write.</summary>
/// <param name="Refusal">The result when nothing is to be written; null when the write is to be carried out.</param>
/// <param name="Created">Whether the item did not exist before.</param>
/// <param name="Horizon">The tenant's horizon rises at least to this version; null when it stays.</param>
internal sealed record WriteDecision<T>(WriteResult<T>? Refusal, bool Created = false, long? Horizon = null);
