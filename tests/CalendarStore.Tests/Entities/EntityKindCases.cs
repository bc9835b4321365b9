using System.Text;
using CalendarStore.Changes;
using CalendarStore.Entities;
using CalendarStore.Transfer;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Entities;

/// <summary>
/// Walks every registered kind, and two kinds that only this test registers, through all places that treat kinds alike. A kind that one place forgets fails here,
/// and so does a kind without a sample.
/// </summary>
public abstract class EntityKindCases : IAsyncLifetime
{
    /// <summary>More than Cosmos DB deletes in the parent's own batch.</summary>
    private const int Children = 60;

    private static readonly EntityKinds Kinds = new([.. EntityKinds.All.Kinds, LabelKind.Instance, NoteKind.Instance]);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
    private readonly List<CalendarStoreConnection> open = [];
    private CalendarStoreConnection connection = null!;

    public static TheoryData<string> All => new(Kinds.Kinds.Select(kind => kind.Name));

    public static TheoryData<string> WithParent => new(Kinds.Kinds.Where(kind => kind.Parent is not null).Select(kind => kind.Name));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        connection = Open(Kinds);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in open)
        {
            await one.DisposeAsync();
        }

        await DeleteStoreAsync();
        GC.SuppressFinalize(this);
    }

    [Theory, MemberData(nameof(All))]
    public async Task What_is_written_is_read_listed_and_found_in_changes_and_what_is_deleted_is_found_as_a_tombstone(string name)
    {
        var key = await KeyAsync(name, "one");
        var before = await connection.Entities.GetPositionAsync(Sample.Contoso, Stop);

        var written = await PutAsync(key, 1);
        Assert.Equal(written, await connection.Entities.FindAsync(Sample.Contoso, key, Stop));
        Assert.Contains(written, (await connection.Entities.ListAsync(Sample.Contoso, key.Kind, key.Parent, null, null, 10, Stop))!.Items);
        Assert.Equal([key.Kind.Changed(key, written.Revision.Version, written)], await ChangesAsync(before));

        var deleted = await DeleteAsync(written);
        Assert.Null(await connection.Entities.FindAsync(Sample.Contoso, key, Stop));
        Assert.Equal([key.Kind.Changed(key, deleted, null)], await ChangesAsync(before));
    }

    [Theory, MemberData(nameof(WithParent))]
    public async Task What_has_a_parent_needs_it_and_is_deleted_with_it(string name)
    {
        var kind = Kinds.Find(name)!;
        Assert.IsType<WriteResult<Entity>.NotFound>(
            await connection.Entities.WriteAsync(Sample.Contoso, EntityWrites.Put(new EntityKey(kind, "missing", "one"), SampleOf(kind, 1), new WriteCondition.Create(), Sample.Adele), Stop));
        var key = await KeyAsync(name, "child-0");
        for (var from = 0; from < Children; from += 30)
        {
            await connection.Entities.WriteAsync(
                Sample.Contoso, EntityWrites.PutAll(key.ParentKey!.Value, [.. Enumerable.Range(from, 30).Select(i => (key with { Id = $"child-{i}" }, SampleOf(kind, i)))], Sample.Adele), Stop);
        }

        var before = (await connection.Entities.GetPositionAsync(Sample.Contoso, Stop)) with { Version = 0 };
        var deleted = await DeleteAsync((await connection.Entities.FindAsync(Sample.Contoso, key.ParentKey!.Value, Stop))!);

        foreach (var purged in new[] { false, true })
        {
            while (purged && await connection.PurgeAsync(Stop))
            {
            }

            Assert.Null(await connection.Entities.FindAsync(Sample.Contoso, key, Stop));
            Assert.Null(await connection.Entities.ListAsync(Sample.Contoso, kind, key.Parent, null, null, 10, Stop));
            Assert.Equal([kind.Parent!.Changed(key.ParentKey!.Value, deleted, null)], await ChangesAsync(before));
        }

        await PutAsync(key.ParentKey!.Value, 2);
        Assert.Empty((await connection.Entities.ListAsync(Sample.Contoso, kind, key.Parent, null, null, 10, Stop))!.Items);
        Assert.IsType<WriteResult<Entity>.Gone>(
            await connection.Entities.WriteAsync(Sample.Contoso, EntityWrites.Put(key, SampleOf(kind, 0), new WriteCondition.Create(), Sample.Adele), Stop));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_tombstone_is_removed_after_its_lifetime_and_then_forgotten(string name)
    {
        var key = await KeyAsync(name, "one");
        var before = await connection.Entities.GetPositionAsync(Sample.Contoso, Stop);
        await DeleteAsync(await PutAsync(key, 1));
        Assert.IsType<WriteResult<Entity>.Gone>(
            await connection.Entities.WriteAsync(Sample.Contoso, EntityWrites.Put(key, SampleOf(key.Kind, 1), new WriteCondition.Create(), Sample.Adele), Stop));

        time.Advance(StoreLimits.TombstoneLifetime.ToTimeSpan() + TimeSpan.FromMinutes(1));
        while (await connection.PurgeAsync(Stop))
        {
        }

        Assert.Equal(0, await LastingTombstonesAsync());
        Assert.IsType<ChangesResult.Expired>(await connection.Store.GetChangesAsync(Sample.Contoso, before, 10, Stop));
        Assert.IsType<WriteResult<Entity>.Written>(
            await connection.Entities.WriteAsync(Sample.Contoso, EntityWrites.Put(key, SampleOf(key.Kind, 1), new WriteCondition.Create(), Sample.Adele), Stop));
    }

    [Fact]
    public async Task Every_kind_is_exported_and_imported_with_the_same_digest()
    {
        foreach (var kind in Kinds.Kinds)
        {
            await PutAsync(await KeyAsync(kind.Name, "one"), 1);
            await PutAsync(await KeyAsync(kind.Name, "two"), 2);
        }

        var (file, exported) = await ExportAsync(connection, Sample.Contoso);
        using var source = new MemoryStream(file);
        var imported = await TenantImport.WriteAsync(source, connection, Sample.Fabrikam, Sample.Adele, null, Stop);

        Assert.Equal(exported, imported);
        Assert.Equal(exported, (await ExportAsync(connection, Sample.Fabrikam)).Report);
        Assert.All(Kinds.Kinds, kind => Assert.Equal(kind.Parent is null && Kinds.ChildrenOf(kind).Any() ? 3 : 2, CountIn(file, kind)));
    }

    [Fact]
    public async Task The_registration_is_what_makes_the_difference()
    {
        var note = await KeyAsync("note", "one");
        await PutAsync(note, 1);
        var before = (await connection.Entities.GetPositionAsync(Sample.Contoso, Stop)) with { Version = 0 };
        Assert.Equal(["label", "note"], (await ChangesAsync(before)).Select(change => change.Parent is "" ? "label" : "note"));
        Assert.Equal(1, CountIn((await ExportAsync(connection, Sample.Contoso)).File, note.Kind));

        // A program that does not know these kinds skips them, and its position is still the head.
        var older = Open(EntityKinds.All);

        var changes = Assert.IsType<ChangesResult.Found>(await older.Store.GetChangesAsync(Sample.Contoso, before, 10, Stop)).Changes;
        Assert.Empty(changes.Changes);
        Assert.Equal((2, 2), (changes.To, changes.Head));
        Assert.Equal(0, CountIn((await ExportAsync(older, Sample.Contoso)).File, note.Kind));
    }

    protected abstract ValueTask DeleteStoreAsync();

    /// <summary>The number of tombstones that nothing will remove.</summary>
    protected abstract Task<long> LastingTombstonesAsync();

    private protected abstract CalendarStoreConnection Open(EntityKinds kinds, TimeProvider time);

    private static EntityContent SampleOf(EntityKind kind, int number) => kind.Name switch
    {
        "calendar" => Sample.Calendar($"Team {number}"),
        "event" => Sample.Event($"Stand-up {number}"),
        "person" => Sample.Person($"Adele {number}"),
        "label" or "note" => new LabelContent { Text = $"Text {number} 単独" },
        _ => throw new InvalidOperationException($"The kind '{kind.Name}' has no sample here: add one."),
    };

    private static int CountIn(byte[] file, EntityKind kind) =>
        Encoding.UTF8.GetString(file).Split('\n').Count(line => line.StartsWith($"{{\"kind\":\"{kind.Name}\",", StringComparison.Ordinal));

    private static async Task<(byte[] File, TransferReport Report)> ExportAsync(CalendarStoreConnection from, TenantId tenant)
    {
        using var stream = new MemoryStream();
        var (report, changed, _) = await TenantExport.WriteAsync(from, tenant, stream, TimeProvider.System, null, Stop);
        Assert.False(changed);
        return (stream.ToArray(), report);
    }

    private CalendarStoreConnection Open(EntityKinds kinds)
    {
        var opened = Open(kinds, time);
        open.Add(opened);
        return opened;
    }

    /// <summary>A key of the kind. If the kind needs a parent, this creates one.</summary>
    private async Task<EntityKey> KeyAsync(string name, string id)
    {
        var kind = Kinds.Find(name)!;
        if (kind.Parent is not { } parent)
        {
            return new EntityKey(kind, id);
        }

        await connection.Entities.WriteAsync(Sample.Contoso, EntityWrites.Put(new EntityKey(parent, "home"), SampleOf(parent, 0), new WriteCondition.Overwrite(), Sample.Adele), Stop);
        return new EntityKey(kind, "home", id);
    }

    private async Task<Entity> PutAsync(EntityKey key, int number) => Assert.IsType<WriteResult<Entity>.Written>(
        await connection.Entities.WriteAsync(Sample.Contoso, EntityWrites.Put(key, SampleOf(key.Kind, number), new WriteCondition.Overwrite(), Sample.Adele), Stop)).Item!;

    private async Task<long> DeleteAsync(Entity entity) => Assert.IsType<WriteResult<Entity>.Written>(
        await connection.Entities.WriteAsync(Sample.Contoso, EntityWrites.Delete(entity.Key, entity.Revision.ETag, Sample.Adele), Stop)).Position.Version;

    private async Task<IEnumerable<EntityChange>> ChangesAsync(Position since) =>
        Assert.IsType<ChangesResult.Found>(await connection.Store.GetChangesAsync(Sample.Contoso, since, 1_000, Stop)).Changes.Changes;
}
