using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Writes;

/// <summary>The decision of each write, as a table: what is stored, what the request asks for, and the result.</summary>
public sealed class WriteDecisionsTests
{
    private const int Most = 3;
    private const long MostBytes = 100;

    private static readonly Position Head = new("epoch", 9);

    /// <summary>The stored side of a row. "current" has the ETag "e1".</summary>
    private static WriteState<string> Stored(string stored) => stored switch
    {
        "nothing" => new() { Position = () => Head, Totals = () => new(Most - 1, 90) },
        "current" => new() { Position = () => Head, Current = "old", ETag = "e1", Size = 5, Totals = () => new(Most, 90) },
        "deleted" => new() { Position = () => Head, Deleted = true, Tombstone = 7, Totals = () => new(Most - 1, 90) },
        // The tombstone is older than its lifetime, and has not been purged.
        "forgotten" => new() { Position = () => Head, Tombstone = 7, Totals = () => new(Most - 1, 90) },
        // It was deleted with its parent, whose tombstone stands for it.
        "gone with its parent" => new() { Position = () => Head, Deleted = true, Totals = () => new(Most - 1, 90) },
        "no parent" => new() { Position = () => Head, ParentExists = false, Current = "old", ETag = "e1" },
        "full" => new() { Position = () => Head, Totals = () => new(Most, 90) },
        "no bytes left" => new() { Position = () => Head, Totals = () => new(1, MostBytes) },
        "current, no bytes left" => new() { Position = () => Head, Current = "old", ETag = "e1", Size = 5, Totals = () => new(1, MostBytes) },
        "current, beyond the bytes" => new() { Position = () => Head, Current = "old", ETag = "e1", Size = 5, Totals = () => new(1, MostBytes * 2) },
        "full and deleted" => new() { Position = () => Head, Deleted = true, Tombstone = 7, Totals = () => new(Most, 90) },
        _ => throw new ArgumentException(stored, nameof(stored)),
    };

    [Theory]
    [InlineData("nothing", "create", "new", "created")]
    [InlineData("nothing", "match e1", "new", "NotFound")]
    [InlineData("nothing", "overwrite", "new", "created")]
    [InlineData("current", "create", "old", "Unchanged old 9")]
    [InlineData("current", "create", "new", "Conflict old")]
    [InlineData("current", "match e1", "new", "replaced")]
    [InlineData("current", "match e1", "old", "Unchanged old 9")]
    [InlineData("current", "match e0", "new", "Conflict old")]
    [InlineData("current", "match e0", "old", "Conflict old")]
    [InlineData("current", "overwrite", "new", "replaced")]
    [InlineData("current", "overwrite", "old", "Unchanged old 9")]
    [InlineData("deleted", "create", "new", "Gone")]
    [InlineData("deleted", "match e1", "new", "NotFound")]
    [InlineData("deleted", "overwrite", "new", "created, horizon 7")]
    [InlineData("forgotten", "create", "new", "created, horizon 7")]
    [InlineData("forgotten", "match e1", "new", "NotFound")]
    [InlineData("gone with its parent", "create", "new", "Gone")]
    [InlineData("gone with its parent", "overwrite", "new", "created")]
    [InlineData("no parent", "create", "new", "NotFound")]
    [InlineData("no parent", "match e1", "new", "NotFound")]
    [InlineData("no parent", "overwrite", "old", "NotFound")]
    [InlineData("full", "create", "new", "A tenant has at most 3 things.")]
    [InlineData("full", "overwrite", "new", "A tenant has at most 3 things.")]
    [InlineData("full", "match e1", "new", "NotFound")]
    [InlineData("full and deleted", "create", "new", "Gone")]
    [InlineData("full and deleted", "overwrite", "new", "A tenant has at most 3 things.")]
    [InlineData("no bytes left", "create", "new", "The contents of a tenant have at most 100 bytes together.")]
    [InlineData("no bytes left", "overwrite", "new", "The contents of a tenant have at most 100 bytes together.")]
    [InlineData("no bytes left", "match e1", "new", "NotFound")]
    [InlineData("current, no bytes left", "match e1", "new", "The contents of a tenant have at most 100 bytes together.")]
    [InlineData("current, no bytes left", "match e0", "new", "Conflict old")]
    [InlineData("current, no bytes left", "match e1", "same size", "replaced")]
    [InlineData("current, no bytes left", "match e1", "smaller", "replaced")]
    [InlineData("current, no bytes left", "match e1", "old", "Unchanged old 9")]
    [InlineData("current, beyond the bytes", "match e1", "smaller", "replaced")]
    [InlineData("current, beyond the bytes", "match e1", "new", "The contents of a tenant have at most 100 bytes together.")]
    public void A_put(string stored, string condition, string content, string expected)
    {
        var state = Stored(stored);

        Assert.Equal(expected, Text(WriteDecisions.Put(state, state.Current == content, SizeOf(content), Condition(condition), new(Most, "things", MostBytes), standsForOthers: true)));
    }

    [Theory]
    [InlineData("nothing", "e1", "NotFound")]
    [InlineData("current", "e1", "replaced")]
    [InlineData("current", "e0", "Conflict old")]
    [InlineData("deleted", "e1", "NotFound")]
    [InlineData("no parent", "e1", "NotFound")]
    public void A_deletion(string stored, string etag, string expected) => Assert.Equal(expected, Text(WriteDecisions.Delete(Stored(stored), etag)));

    [Theory]
    [InlineData("deleted", "overwrite")]
    [InlineData("forgotten", "create")]
    public void A_tombstone_that_stands_for_itself_alone_leaves_the_horizon(string stored, string condition) =>
        Assert.Equal("created", Text(WriteDecisions.Put(Stored(stored), same: false, SizeOf("new"), Condition(condition), new(Most, "things", MostBytes), standsForOthers: false)));

    [Fact]
    public void A_kind_without_a_limit_is_never_full() =>
        Assert.Equal("created", Text(WriteDecisions.Put(Stored("full"), same: false, SizeOf("new"), Condition("create"), new(null, "things", MostBytes), standsForOthers: true)));

    [Fact]
    public void Totals_are_not_read_for_a_write_that_adds_nothing() => Assert.Equal("replaced", Text(WriteDecisions.Put(
        new WriteState<string> { Position = () => throw new InvalidOperationException(), Current = "old", ETag = "e1", Size = 5, Totals = () => throw new InvalidOperationException() },
        same: false, SizeOf("smaller"), Condition("match e1"), new(Most, "things", MostBytes), standsForOthers: true)));

    private static int SizeOf(string content) => content switch { "new" => 10, "smaller" => 4, _ => 5 };

    private static WriteCondition Condition(string text) => text.Split(' ') switch
    {
        ["create"] => new WriteCondition.Create(),
        ["match", var etag] => new WriteCondition.Match(etag),
        _ => new WriteCondition.Overwrite(),
    };

    private static string Text(WriteDecision<string> decision) => decision.Refusal switch
    {
        null => (decision.Created ? "created" : "replaced") + (decision.Horizon is { } horizon ? $", horizon {horizon}" : ""),
        WriteResult<string>.Unchanged unchanged => $"Unchanged {unchanged.Item} {unchanged.Position.Version}",
        WriteResult<string>.Conflict conflict => $"Conflict {conflict.Current}",
        WriteResult<string>.LimitReached limit => limit.Limit,
        var other => other.GetType().Name.Split('`')[0],
    };
}
