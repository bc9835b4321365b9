using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamCalendars.People;

/// <summary>The content of an entry of the directory in its column.</summary>
internal sealed record StoredPerson
{
    public required string Sort { get; init; }
    public required string DisplayName { get; init; }
    public string? Address { get; init; }
    public string? TimeZone { get; init; }

    public static StoredPerson From(PersonContent content) =>
        new() { Sort = PersonSorts.NameOf(content.Sort), DisplayName = content.DisplayName, Address = content.Address, TimeZone = content.TimeZone };

    public PersonContent ToContent() => new()
    {
        Sort = PersonSorts.TryRead(Sort, out var sort) ? sort : throw new JsonException("The sort of a person is not known."),
        DisplayName = DisplayName,
        Address = Address,
        TimeZone = TimeZone,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredPerson))]
internal sealed partial class StoredPersonJson : JsonSerializerContext;
