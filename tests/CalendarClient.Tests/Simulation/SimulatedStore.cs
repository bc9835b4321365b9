namespace CalendarClient.Tests.Simulation;

/// <summary>What the service knows of one tenant. It keeps every version, so that a test can ask afterwards what the store had at any position.</summary>
internal sealed class SimulatedStore
{
    private const int PageSize = 4;

    private readonly Dictionary<string, List<Entry>> lives = new() { ["e0"] = [] };
    private long oldestKept;
    private int calendars;

    public string Epoch { get; private set; } = "e0";

    public Position Head => new(Epoch, Log.Count);

    private List<Entry> Log => lives[Epoch];

    /// <summary>Makes one change to a random item.</summary>
    public Entry Write(Random chance)
    {
        var alive = AliveAt(Head);
        var here = alive.Where(entry => entry.Key.Kind == CalendarKind.Instance).Select(entry => entry.Key.Id).ToArray();
        if (here.Length == 0 || chance.Next(20) == 0)
        {
            return Add(CalendarKind.Instance.Key($"c{calendars++}"), deleted: false);
        }

        var calendar = here[chance.Next(here.Length)];
        if (chance.Next(20) == 0)
        {
            return Add(CalendarKind.Instance.Key(calendar), deleted: chance.Next(2) == 0);
        }

        // A deleted event may be written again under its id, as an import does.
        var key = EventKind.Instance.Key($"v{chance.Next(6)}", calendar);
        return Add(key, deleted: alive.Any(entry => entry.Key == key) && chance.Next(3) == 0);
    }

    /// <summary>The store was re-created, from a backup or empty.</summary>
    public void BeginEpoch(Random chance)
    {
        Epoch = $"e{lives.Count}";
        lives[Epoch] = [];
        oldestKept = 0;
        for (var writes = chance.Next(8); writes > 0; writes--)
        {
            Write(chance);
        }
    }

    /// <summary>Removes all tombstones: a client that has not read them yet needs a full read.</summary>
    public void ForgetTombstones() => oldestKept = Head.Version;

    /// <returns>Null for 410.</returns>
    public ChangesPage? Changes(string since)
    {
        var parts = since.Split(':');
        var from = long.Parse(parts[1], provider: null);
        if (parts[0] != Epoch || from > Head.Version || from < oldestKept)
        {
            return null;
        }

        var alive = AliveAt(Head);
        var changed = Log.Skip((int)from).GroupBy(entry => entry.Key).Select(entries => entries.Last())
            .Where(entry => entry.Deleted || alive.Contains(entry)).OrderBy(entry => entry.Version).ToArray();
        var listed = changed.Take(PageSize).ToArray();
        var to = changed.Length > PageSize ? listed[^1].Version : Head.Version;
        return Make.Page(Epoch, from, to, [.. listed.Select(entry => entry.ToString())]) with { Head = Head.Version, More = to < Head.Version };
    }

    public Head ReadHead() => new(Epoch, Head.Version, $"{Epoch}:{Head.Version}");

    public IReadOnlyList<Entry> Alive() => AliveAt(Head);

    /// <summary>The items at a position: the latest version of each, without those that were deleted, alone or with their calendar.</summary>
    public IReadOnlyList<Entry> AliveAt(Position position)
    {
        var latest = lives[position.Epoch].Take((int)position.Version).GroupBy(entry => entry.Key).ToDictionary(entries => entries.Key, entries => entries.Last());
        return [.. latest.Values.Where(entry => !entry.Deleted && (entry.Key.Parent is not { } parent || !latest[parent].Deleted))];
    }

    public Entry Add(EntityKey key, bool deleted)
    {
        var entry = new Entry(key, Log.Count + 1, deleted);
        Log.Add(entry);
        return entry;
    }
}

internal sealed record Entry(EntityKey Key, long Version, bool Deleted)
{
    public override string ToString() => $"{(Deleted ? "-" : "")}{Key.Text()}@{Version}";
}
