namespace CalendarClient;

/// <summary>The tenant's head: the position of its newest change.</summary>
/// <param name="Epoch">See <see cref="Position.Epoch"/>.</param>
/// <param name="Version">The number of changes so far.</param>
/// <param name="Token">The token to pass as <c>since</c> to <see cref="CalendarApiClient.GetChangesAsync"/> for what comes after this head. Its text has no meaning for callers.</param>
public sealed record Head(string Epoch, long Version, string Token)
{
    /// <summary>Epoch and version alone.</summary>
    public Position Position() => new(Epoch, Version);
}
