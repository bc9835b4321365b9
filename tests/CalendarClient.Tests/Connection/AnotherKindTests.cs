using CalendarClient.Tests.Entities;

namespace CalendarClient.Tests.Connection;

/// <summary>A kind needs only to be declared and registered to arrive like calendars and events: over real HTTP, from the full read to the readers.</summary>
public class AnotherKindTests : RunningSync
{
    internal override EntityKinds Kinds => Make.Kinds;

    [Fact]
    public async Task A_registered_kind_is_read_followed_and_shown()
    {
        await StartAsync();
        Assert.Equal(["note:team/stored@1"], Sync.Replica.Of(NoteKind.Instance).Select(note => note.Text()));
        await using var changes = Sync.Changes(Patience).GetAsyncEnumerator(Patience);
        Assert.True((await NextAsync(changes)).IsReset);

        await Service.WriteAsync("note:team/plants");
        var created = Assert.Single((await NextAsync(changes)).Items);
        await Service.WriteAsync("team", deleted: true);
        var deleted = (await NextAsync(changes)).Items;

        Assert.Equal(("note", "team", "plants", 2L), (created.Key.Kind.Name, created.ParentId, created.Id, created.After!.Version));
        Assert.Equal(["calendar team", "note team/plants", "note team/stored"], deleted.Select(change => change.Key.ToString()).Order(StringComparer.Ordinal));
        Assert.Empty(Sync.Replica.Items);
    }
}
