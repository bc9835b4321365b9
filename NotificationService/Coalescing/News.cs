using System.Collections.Immutable;
using CalendarStore.Feed;
using NodaTime;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Coalescing;

/// <summary>One or more moves of one tenant's head that have not been announced yet. Its size is bounded, however many moves it covers.</summary>
internal sealed record News
{
    /// <summary>The most traces that are linked.</summary>
    public const int MaxLinks = 16;

    public required Position Position { get; init; }

    /// <summary>The version of the first head in it.</summary>
    public required long First { get; init; }

    /// <summary>When the first head in it was committed.</summary>
    public required Instant OldestCommit { get; init; }

    /// <summary>The trace of the first head in it: the push continues it.</summary>
    public required string? TraceParent { get; init; }

    /// <summary>The traces of the other heads, up to <see cref="MaxLinks"/>.</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>The checkpoint before the first page that had this news; null if only nudges had it.</summary>
    public required Checkpoint? From { get; init; }

    /// <summary>Another instance has probably announced this position already. Our push is then its re-announcement.</summary>
    public bool IsAnnouncedElsewhere { get; init; }

    public static News Of(FeedEntry entry, Checkpoint? before) => new()
    {
        Position = entry.Position,
        First = entry.Position.Version,
        OldestCommit = entry.CommittedAt,
        TraceParent = entry.TraceParent,
        From = before,
    };

    /// <summary>Merges two news; <paramref name="later"/> has the later position. If the epochs differ, only the later one counts: its clients do a full read.</summary>
    public News Then(News? later)
    {
        if (later is null)
        {
            return this;
        }

        if (later.Position.Epoch != Position.Epoch)
        {
            return later with { From = From ?? later.From };
        }

        return this with
        {
            Position = later.Position,
            OldestCommit = Instant.Min(OldestCommit, later.OldestCommit),
            TraceParent = TraceParent ?? later.TraceParent,
            Links = Linked(later),
            From = From ?? later.From,
            IsAnnouncedElsewhere = later.IsAnnouncedElsewhere,
        };
    }

    private ImmutableArray<string> Linked(News later)
    {
        if (Links.Length >= MaxLinks)
        {
            return Links;
        }

        var links = Links;
        // A request that wrote many events (an import) is one trace; link it once.
        if (TraceParent is not null && later.TraceParent is not null && later.TraceParent != TraceParent && !links.Contains(later.TraceParent))
        {
            links = links.Add(later.TraceParent);
        }

        foreach (var link in later.Links)
        {
            if (links.Length < MaxLinks && link != TraceParent && !links.Contains(link))
            {
                links = links.Add(link);
            }
        }

        return links;
    }
}
