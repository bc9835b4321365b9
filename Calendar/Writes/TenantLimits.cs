namespace TeamCalendars.Writes;

/// <summary>What one tenant may store at most. It keeps one tenant from using up what is there for all.</summary>
public sealed record TenantLimits
{
    public static TenantLimits Default { get; } = new();

    public int Events { get; init; } = 500_000;

    /// <summary>Octets of all contents together.</summary>
    public long Bytes { get; init; } = 2L << 30;
}
