namespace EndToEnd.Tests.Clients;

/// <summary>The push, as any client reads it.</summary>
public sealed record Reload
{
    public required string Epoch { get; init; }
    public required long Version { get; init; }
}
