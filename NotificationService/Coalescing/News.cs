using System.Collections.Immutable;
using CalendarStore.Feed;
using NodaTime;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Coalescing;

/// <summary>One or more moves of one tenant's head that clients have not been told of yet. Its size is bounded whatever it covers.</summary>
internal sealed record News
{
    /// <summary>More traces than this are not linked.</summary>
    public const int MaxLinks = 16;

    public required Position Position { get; init; }

    /// <summary>The version of the first head in it.</summary>
    public required long First { get; init; }

    /// <summary>When the first head in it was committed.</summary>
    public required Instant OldestCommit { get; init; }

    /// <summary>The trace of the first head in it: the push continues it.</summary>
    public required string? TraceParent { get; init; }

    /// <summary>The traces of the others, as far as they are kept.</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>The feed's place before the first page that told of it; null while only a nudge did.</summary>
    public required FeedPlace? From { get; init; }

    /// <summary>Another instance has announced it already, as far as can be known: our push is then the one that is made in case the first is lost.</summary>
    public bool IsAnnouncedElsewhere { get; init; }

    public static News Of(FeedEntry entry, FeedPlace? before) => new()
    {
        Position = entry.Position,
        First = entry.Position.Version,
        OldestCommit = entry.CommittedAt,
        TraceParent = entry.TraceParent,
        From = before,
    };

    /// <summary>Both as one; <paramref name="later"/> is of a later position. Of two epochs the later stands alone: its clients read everything afresh.</summary>
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
        // A request that wrote many events (an import) is one trace, and linked once.
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
