using System.Collections.Immutable;
using CalendarStore;
using NodaTime;

namespace NotificationService;

/// <summary>Several changes of one tenant as one: what lies in (<see cref="Since"/>, <see cref="Version"/>]. Its size is bounded whatever it covers.</summary>
internal sealed record ChangeUnion
{
    /// <summary>More calendars than this are not listed: a client then asks for all it shows.</summary>
    public const int MaxCalendars = 8;

    /// <summary>More traces than this are not linked.</summary>
    public const int MaxLinks = 16;

    public required string Epoch { get; init; }
    public required long Since { get; init; }
    public required long Version { get; init; }

    /// <summary>Which calendars changed; null when more than <see cref="MaxCalendars"/> did.</summary>
    public required ImmutableArray<string>? Calendars { get; init; }

    /// <summary>The client instance that made every one of the changes; null when several did or one is unknown.</summary>
    public required string? Origin { get; init; }

    public required Instant OldestCommit { get; init; }

    /// <summary>The trace of the first change: the push continues it.</summary>
    public required string? TraceParent { get; init; }

    /// <summary>The traces of the others, as far as they are kept.</summary>
    public required ImmutableArray<string> Links { get; init; }

    /// <summary>The feed's place before the first change: from here on nothing is acknowledged yet.</summary>
    public required FeedPlace From { get; init; }

    public long Changes => Version - Since;

    public Position Position => new(Epoch, Version);

    public static ChangeUnion Of(FeedEntry entry, FeedPlace before) => new()
    {
        Epoch = entry.Position.Epoch,
        Since = entry.Position.Version - 1,
        Version = entry.Position.Version,
        Calendars = [entry.CalendarId.Value],
        Origin = entry.Origin,
        OldestCommit = entry.CommittedAt,
        TraceParent = entry.TraceParent,
        Links = [],
        From = before,
    };

    /// <summary>Both as one; <paramref name="later"/> continues this. Of two epochs the later stands alone: its clients read everything afresh.</summary>
    public ChangeUnion Then(ChangeUnion? later)
    {
        if (later is null)
            return this;
        if (later.Epoch != Epoch)
            return later with { From = From };
        return this with
        {
            Version = later.Version,
            Calendars = Union(Calendars, later.Calendars),
            Origin = Origin == later.Origin ? Origin : null,
            OldestCommit = Instant.Min(OldestCommit, later.OldestCommit),
            TraceParent = TraceParent ?? later.TraceParent,
            Links = Linked(later),
        };
    }

    private static ImmutableArray<string>? Union(ImmutableArray<string>? first, ImmutableArray<string>? second)
    {
        if (first is not { } known || second is not { } added)
            return null;
        foreach (var calendar in added)
        {
            if (!known.Contains(calendar))
                known = known.Add(calendar);
        }

        return known.Length > MaxCalendars ? null : known;
    }

    private ImmutableArray<string> Linked(ChangeUnion later)
    {
        if (Links.Length >= MaxLinks)
            return Links;
        var links = Links;
        // A request that wrote many events (an import) is one trace, and linked once.
        if (TraceParent is not null && later.TraceParent is not null && later.TraceParent != TraceParent && !links.Contains(later.TraceParent))
            links = links.Add(later.TraceParent);
        foreach (var link in later.Links)
        {
            if (links.Length < MaxLinks && link != TraceParent && !links.Contains(link))
                links = links.Add(link);
        }

        return links;
    }
}
