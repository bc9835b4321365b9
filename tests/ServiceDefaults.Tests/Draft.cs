namespace ServiceDefaults.Tests;

/// <summary>A body as services take them: strict about what it must and must not have.</summary>
[System.Text.Json.Serialization.JsonUnmappedMemberHandling(System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow)]
internal sealed record Draft
{
    public required string Title { get; init; }

    public required int Minutes { get; init; }

    public Place? Place { get; init; }
}

internal sealed record Place
{
    public required string Room { get; init; }
}
