namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address of a resource.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>Whether nothing answers there at present.</summary>
    public bool IsInactive { get; init; }
}
