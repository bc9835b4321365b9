namespace Aspire.Hosting.ApplicationModel;

/// <summary>A property of a resource. The value is null, a string, a number, a boolean or a list of strings.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether the dashboard masks it until asked.</summary>
    public bool IsSensitive { get; init; }
}
