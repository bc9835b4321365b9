namespace ServiceDefaults.Tests;

/// <summary>A request body with required members, which allows no unknown ones.</summary>
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
