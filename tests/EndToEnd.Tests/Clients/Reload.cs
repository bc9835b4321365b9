using System.Collections.Immutable;

namespace EndToEnd.Tests.Clients;

/// <summary>The push, as any client reads it.</summary>
public sealed record Reload
{
    public required string Epoch { get; init; }
    public required long Since { get; init; }
    public required long Version { get; init; }
    public ImmutableArray<string> Calendars { get; init; } = [];
    public required int Changes { get; init; }
    public string? Origin { get; init; }
}
