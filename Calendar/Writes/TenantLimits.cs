using TeamCalendars.People;

namespace TeamCalendars.Writes;

/// <summary>What one tenant may store at most. It keeps one tenant from using up what is there for all.</summary>
public sealed record TenantLimits
{
    public static TenantLimits Default { get; } = new();

    /// <summary>For what is stored already and takes another form.</summary>
    internal static TenantLimits None { get; } = new() { Events = int.MaxValue, People = int.MaxValue, Bytes = long.MaxValue };

    public int Events { get; init; } = 500_000;

    /// <summary>Entries of the directory.</summary>
    internal int People { get; init; } = PersonRules.MostPerTenant;

    /// <summary>Octets of all contents together.</summary>
    public long Bytes { get; init; } = 2L << 30;
}
