using System.Collections.Immutable;
using System.Text.Json;

namespace CalendarClient.Tests.Entities;

/// <summary>Every kind goes through every part of the engine: those of the service, and one that only the tests have.</summary>
public class EntityKindTests
{
    private readonly SyncEngine engine = new(SyncTimes.Default);
    private SyncState state = new();

    public static TheoryData<string> All() => [.. Make.Kinds.Select(kind => kind.Name)];

    public static TheoryData<string> Children() => [.. Make.Kinds.Where(kind => kind.Parent is not null).Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_new_item_is_merged_and_shown(string kind)
    {
        Load("team@1");

        var change = Answer(10, 11, $"{Path(kind)}@11");

        Assert.Equal((kind, null, 11L), (change.Key.Kind.Name, change.Before?.Version, change.After?.Version));
        Assert.Equal(11, state.Shown.Find(Make.Key(Path(kind)))?.Version);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_tombstone_removes_the_item_and_is_shown(string kind)
    {
        Load("team@1", $"{Path(kind)}@5");

        var change = Answer(10, 11, $"-{Path(kind)}@11");

        Assert.Equal((kind, 5L, null), (change.Key.Kind.Name, change.Before?.Version, change.After?.Version));
        Assert.Equal(["team@1"], state.Shown.Texts());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_late_answer_does_not_bring_a_deleted_item_back(string kind)
    {
        Load("team@1", $"{Path(kind)}@5");

        Assert.NotNull(Write($"-{Path(kind)}@12"));
        Assert.Null(Write($"{Path(kind)}@11"));

        Assert.Equal(["team@1"], state.Shown.Texts());
    }

    [Theory]
    [MemberData(nameof(Children))]
    public void The_deletion_of_a_parent_removes_its_items_and_shows_that(string kind)
    {
        Load("team@1", "other@2", $"{Path(kind)}@5", $"{Path(kind, "other")}@6");

        var changes = Shown(Step(new SyncInput.ChangesAnswered(state.FlightNumber, Make.Page("e", 10, 11, "-team@11")))).Items;

        Assert.Equal([("calendar", "team"), (kind, "x")], changes.Select(change => (change.Key.Kind.Name, change.Id)).Order());
        Assert.All(changes, change => Assert.Null(change.After));
        Assert.Equal(((string[])["other@2", $"{Path(kind, "other")}@6"]).Order(StringComparer.Ordinal), state.Shown.Texts());
        Assert.Null(Write($"{Path(kind)}@9"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_full_read_removes_what_no_longer_exists(string kind)
    {
        Load("team@1", $"{Path(kind)}@5");
        Step(new SyncInput.ChangesExpired(state.FlightNumber));
        Step(new SyncInput.Tick(), late: true);
        Step(new SyncInput.FullReadAnswered(state.FlightNumber, Make.Read("e", 20, "team@1")));

        var change = Shown(Step(new SyncInput.ChangesAnswered(state.FlightNumber, Make.Page("e", 20, 20))));

        Assert.True(change.IsReset);
        Assert.Equal(["team@1"], change.Replica.Texts());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Items_and_tombstones_are_read_from_the_wire_as_they_were_written(string kind)
    {
        var page = Make.Page("e", 10, 12, $"{Path(kind)}@11", $"-{Path(kind)}@12");

        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(page, Make.Kinds.ChangesPage), Make.Kinds.ChangesPage)!;

        Assert.Equal([(11L, "x at 11"), (12L, null)], read.Items.Select(item => (item.Version, NameOf(item.Item))));
        Assert.All(read.Items, item => Assert.Equal(Make.Key(Path(kind)), item.Key));
    }

    [Fact]
    public void A_client_that_does_not_know_a_kind_skips_it()
    {
        var json = JsonSerializer.Serialize(Make.Page("e", 10, 12, "team@11", "note:team/x@12"), Make.Kinds.ChangesPage);

        Assert.Equal(["team"], JsonSerializer.Deserialize(json, WireJson.Default.ChangesPage)!.Items.Select(item => item.Key.Id));
    }

    [Theory]
    [InlineData("""{"id":"x","version":1,"deleted":true}""")]
    [InlineData("""{"calendarId":"team","version":1,"deleted":true}""")]
    [InlineData("""{"id":"x","calendarId":"team","deleted":true}""")]
    public void A_tombstone_without_its_key_or_version_is_refused(string tombstone) => Assert.Throws<JsonException>(
        () => JsonSerializer.Deserialize($$"""{"epoch":"e","from":1,"to":2,"head":2,"next":"n","events":[{{tombstone}}]}""", WireJson.Default.ChangesPage));

    [Fact]
    public void A_parent_is_registered_before_its_children_and_has_no_parent()
    {
        Assert.Throws<ArgumentException>(() => new EntityKinds(EventKind.Instance, CalendarKind.Instance));
        Assert.Throws<ArgumentException>(() => new KindBelowEvents());
    }

    private static string? NameOf(IEntity? item) => item switch
    {
        Calendar calendar => calendar.Name,
        CalendarEvent single => single.Title,
        Person person => person.DisplayName,
        Note note => note.Text,
        _ => null,
    };

    private static string Path(string kind, string calendar = "team") => kind switch
    {
        "calendar" => "x",
        "event" => $"{calendar}/x",
        "person" => "person:x",
        _ => $"{kind}:{calendar}/x",
    };

    /// <summary>A client at version 10 that waits for the answer to its first request for changes.</summary>
    private void Load(params string[] items)
    {
        Step(new SyncInput.Started());
        Step(new SyncInput.FullReadAnswered(state.FlightNumber, Make.Read("e", 10, items)));
        Step(new SyncInput.ChangesAnswered(state.FlightNumber, Make.Page("e", 10, 10)));
        Step(new SyncInput.Connected());
    }

    private EntityChange Answer(long from, long to, string item) =>
        Assert.Single(Shown(Step(new SyncInput.ChangesAnswered(state.FlightNumber, Make.Page("e", from, to, item)))).Items);

    private ReplicaChange? Write(string item)
    {
        var change = Make.Change(item);
        return Step(new SyncInput.Written(new("e", change.Version), change)).OfType<SyncEffect.Show>().SingleOrDefault()?.Change;
    }

    private ImmutableArray<SyncEffect> Step(SyncInput input, bool late = false)
    {
        (state, var effects) = engine.Step(state, input, late ? Make.Noon.AddMinutes(1) : Make.Noon, 0);
        return effects;
    }

    private static ReplicaChange Shown(ImmutableArray<SyncEffect> effects) => Assert.Single(effects.OfType<SyncEffect.Show>()).Change;

    private sealed class KindBelowEvents() : EntityKind<Note>("reply", "replies", NoteJson.Default.Note, EventKind.Instance)
    {
        internal override Task<IReadOnlyList<IEntity>> ReadAllAsync(CalendarApiClient api, IReadOnlyList<IEntity> parents, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<IEntity>>([]);
    }
}
