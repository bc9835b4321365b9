namespace TeamCalendars.Writes;

/// <summary>What a tenant has. What was deleted with its parent counts until it has been cleared up.</summary>
/// <param name="Items">Of one kind.</param>
/// <param name="Bytes">Octets of the contents of all kinds.</param>
internal readonly record struct TenantTotals(long Items, long Bytes);
