using System.Text.Json.Serialization;

namespace CalendarClient.Tests.Entities;

/// <summary>A kind that only the tests have: notes belong to a calendar.</summary>
internal sealed class NoteKind : EntityKind<Note>
{
    public static readonly NoteKind Instance = new();

    private NoteKind()
        : base("note", "notes", NoteJson.Default.Note, CalendarKind.Instance)
    {
    }

    /// <summary>What a full read finds.</summary>
    public static IReadOnlyList<Note> Stored { get; } = [new() { CalendarId = "team", Id = "stored", Version = 1, Text = "Water the plants" }];

    internal override Task<IReadOnlyList<IEntity>> ReadAllAsync(CalendarApiClient api, IReadOnlyList<IEntity> parents, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IEntity>>([.. Stored.Where(note => parents.Any(calendar => calendar.Key == note.Key.Parent))]);
}

internal sealed record Note : IEntity
{
    public required string CalendarId { get; init; }

    public required string Id { get; init; }

    public required long Version { get; init; }

    public required string Text { get; init; }

    [JsonIgnore]
    public EntityKey Key => NoteKind.Instance.Key(Id, CalendarId);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Note))]
internal sealed partial class NoteJson : JsonSerializerContext;
