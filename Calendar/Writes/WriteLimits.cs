using System.Globalization;
using TeamCalendars.Entities;

namespace TeamCalendars.Writes;

/// <summary>The limits of a tenant, as far as they concern a write of one kind.</summary>
/// <param name="Most">How many items of the kind a tenant may have; null for no limit.</param>
/// <param name="Plural">What they are called.</param>
/// <param name="Bytes">Octets of all contents together.</param>
internal sealed record WriteLimits(int? Most, string Plural, long Bytes)
{
    public static WriteLimits Of(EntityKind kind, TenantLimits limits) => new(kind.MostPerTenant(limits), kind.Plural, limits.Bytes);

    /// <summary>Only a write that adds something can exceed a limit, so the totals are read for no other.</summary>
    /// <param name="size">Octets of the new content.</param>
    /// <returns>The limit that the write would exceed, as a sentence; null for none.</returns>
    public string? ExceededBy<T>(WriteState<T> state, int size)
        where T : class
    {
        var created = !state.Exists;
        if (!created && size <= state.Size)
        {
            return null;
        }

        var totals = state.Totals();
        return created && totals.Items >= Most ? string.Create(CultureInfo.InvariantCulture, $"A tenant has at most {Most:N0} {Plural}.")
            : totals.Bytes + size - state.Size > Bytes ? string.Create(CultureInfo.InvariantCulture, $"The contents of a tenant have at most {Bytes:N0} bytes together.")
            : null;
    }
}
