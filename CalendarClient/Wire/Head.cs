namespace CalendarClient;

/// <summary>The tenant's head.</summary>
/// <param name="Epoch">The life of the store.</param>
/// <param name="Version">The number of changes so far.</param>
/// <param name="Token">Opaque: what <c>changes?since=</c> takes to be told what comes after this head.</param>
public sealed record Head(string Epoch, long Version, string Token)
{
    public Position Position() => new(Epoch, Version);
}
