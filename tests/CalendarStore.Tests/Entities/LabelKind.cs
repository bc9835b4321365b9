using System.Text.Json.Serialization;
using TeamCalendars.Entities;
using TeamCalendars.Rules;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Entities;

/// <summary>A kind that only the tests have, without a parent and with children. This is all that a new kind needs for the store.</summary>
internal sealed class LabelKind() : EntityKind<Label, LabelContent, LabelContent>("label", "labels", LabelJson.Default.LabelContent)
{
    public static LabelKind Instance { get; } = new();

    protected override Label ItemOf(EntityKey key, LabelContent content, Revision revision) => new(key.Id, content.Text, revision);

    protected override LabelContent ToStored(LabelContent content) => content;

    protected override LabelContent ToContent(LabelContent stored) => stored;

    protected override IReadOnlyList<RuleViolation> Check(LabelContent content) => content.Text.Length > 0 ? [] : [new RuleViolation("text", "is empty")];
}

/// <summary>A kind that only the tests have, whose parent is the other such kind.</summary>
internal sealed class NoteKind() : EntityKind<Label, LabelContent, LabelContent>("note", "notes", LabelJson.Default.LabelContent, LabelKind.Instance)
{
    public static NoteKind Instance { get; } = new();

    protected override Label ItemOf(EntityKey key, LabelContent content, Revision revision) => new(key.Id, content.Text, revision);

    protected override LabelContent ToStored(LabelContent content) => content;

    protected override LabelContent ToContent(LabelContent stored) => stored;

    protected override IReadOnlyList<RuleViolation> Check(LabelContent content) => [];
}

internal sealed record Label(string Id, string Text, Revision Revision);

internal sealed record LabelContent : EntityContent
{
    public required string Text { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LabelContent))]
internal sealed partial class LabelJson : JsonSerializerContext;
