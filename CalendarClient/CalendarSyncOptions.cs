using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CalendarClient;

/// <summary>What a <see cref="CalendarSync"/> needs to know.</summary>
public sealed class CalendarSyncOptions
{
    /// <summary>The API's root, such as <c>https://calendar.example/</c>. With a path it must end in a slash: <c>https://example/calendar/</c>.</summary>
    public required Uri Api { get; init; }

    /// <summary>Provides access tokens. They belong to a user of the tenant to follow and have at least the scope Calendars.Read; writing needs Calendars.ReadWrite.</summary>
    public required AccessTokenProvider Tokens { get; init; }

    /// <summary>The intervals and waits; the defaults keep a client at most 25 seconds behind when every push is lost.</summary>
    public SyncTimes Times { get; init; } = SyncTimes.Default;

    /// <summary>The time limit of one page of changes, and of an attempt to connect.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The time limit of a full read.</summary>
    public TimeSpan FullReadTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many changes a reader of <see cref="CalendarSync.Changes"/> may lag behind. Beyond that it gets one reset in their place.</summary>
    public int MaxPendingChanges { get; init; } = 256;

    /// <summary>An HTTP client to share between many syncs, its <see cref="HttpClient.BaseAddress"/> being <see cref="Api"/>; not disposed of here. Each makes its own when null.</summary>
    public HttpClient? Http { get; init; }

    /// <summary>Wraps or replaces the handler of the connection's own HTTP requests (the negotiation).</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? ConnectionHandler { get; init; }

    /// <summary>The clock of every wait and time limit.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Random numbers in [0, 1). Each wait is drawn with one, so that many clients do not ask at the same moment.</summary>
    public Func<double> Chance { get; init; } = Random.Shared.NextDouble;

    /// <summary>What is kept in the replica.</summary>
    internal EntityKinds Kinds { get; init; } = EntityKinds.All;

    /// <summary>Where failed requests and connections are logged; nowhere by default.</summary>
    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;
}
